"""Correct a proposal: its head, an item, a new item; take one out; confirm it. Set targets of one in force; end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.directives.actions.confirm_directive import confirm_directive
from motcua.replication.directives.actions.correct_directive import correct_head, correct_item, remove_item
from motcua.replication.directives.actions.end_directive import end_directive
from motcua.replication.directives.actions.set_target import set_target
from motcua.replication.directives.corrections import ROWS, UNCLEAR, HeadValues, Row
from motcua.replication.directives.models import Directive
from motcua.replication.directives.refusals import Conflict, DirectiveRefused
from motcua.replication.directives.web.choices import Choices, initiative_choices, measure_choices
from motcua.replication.directives.web.editors import EDITORS, Editor
from motcua.replication.directives.web.forms import EndForm, HeadForm, TargetForm, VersionedForm, VersionForm
from motcua.replication.directives.web.pages import page_or_404

CONFLICT = 409
WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def edit_head(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/sua/`."""
    directive = _editable(request, directive_id)
    choices = Choices(directive.issued_on, directive.issuer_id)
    initial = {
        "number": directive.number,
        "issued_on": directive.issued_on,
        "issuer": directive.issuer_id,
        "subject": directive.subject,
        "signer": directive.signer,
        "version": directive.version,
    }
    form = HeadForm(request.POST or None, initial=initial, units=choices.units())
    page = {"directive": directive, "title": _("Sửa phần đầu văn bản"), "row": None}

    def save() -> None:
        typed = form.cleaned_data
        values = HeadValues(typed["number"], typed["issued_on"], typed["issuer"], typed["subject"], typed["signer"])
        correct_head(
            directive_id=directive.pk,
            values=values,
            expected_version=typed["version"],
            by=request.staff,
            now=request.now,
        )

    return _answer(request, form, page, save)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def edit_item(request: StaffRequest, directive_id: int, part: str, item_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/<part>/<item>/`: 0 is a new one; `tu`: the unclear passage it is made of."""
    directive = _editable(request, directive_id)
    editor = EDITORS.get(part)
    if editor is None:
        raise Http404
    row = _row(directive, part, item_id) if item_id else None
    passage = _passage(request, directive) if item_id == 0 else None
    choices = Choices(directive.issued_on, directive.issuer_id)
    known = row or passage
    form = editor.form(
        request.POST or None,
        initial={**(editor.initial(known) if known else {}), "version": directive.version},
        units=choices.units(),
        initiatives=initiative_choices(request.roles),
    )
    page = {"directive": directive, "title": editor.title, "row": row, "place": known, "part": part, "passage": passage}

    def save() -> None:
        correct_item(
            directive_id=directive.pk,
            item_id=item_id or None,
            values=editor.values(form.cleaned_data, _units(form, editor, choices)),
            settles_id=passage.pk if passage else None,
            expected_version=form.cleaned_data["version"],
            by=request.staff,
            now=request.now,
        )

    return _answer(request, form, page, save)


@require_POST
@require_role(Role.COORDINATOR)
def remove(request: StaffRequest, directive_id: int, part: str, item_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/<part>/<item>/bo/`: take an item out of the proposal."""
    directive = _editable(request, directive_id)
    if part not in ROWS:
        raise Http404
    form = VersionForm(request.POST)

    def save() -> None:
        remove_item(
            directive_id=directive.pk,
            part=part,
            item_id=item_id,
            expected_version=form.cleaned_data["version"],
            by=request.staff,
            now=request.now,
        )

    return _press(request, form, directive, save, _("Đã bỏ khỏi văn bản."))


@require_POST
@require_role(Role.COORDINATOR)
def confirm(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/xac-nhan/`: a person says that this is what the letter orders."""
    directive = _editable(request, directive_id)
    form = VersionForm(request.POST)

    def save() -> None:
        confirm_directive(
            directive_id=directive.pk, expected_version=form.cleaned_data["version"], by=request.staff, now=request.now
        )

    return _press(request, form, directive, save, _("Văn bản đã có hiệu lực trên hệ thống."))


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def target(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/chi-tieu/`: what a measure is to reach; only for one in force."""
    page = page_or_404(request, directive_id)
    directive = page.directive
    if not page.may_edit:
        raise Http404
    if not directive.is_confirmed:
        return redirect("directives:directive", directive.pk)
    choices = Choices(directive.issued_on, directive.issuer_id)
    form = TargetForm(
        request.POST or None,
        initial={"version": directive.version, "from_day": directive.issued_on},
        units=choices.units(),
        measures=measure_choices(),
    )

    def save() -> None:
        service, _colon, measure = form.cleaned_data["measure"].partition(":")
        set_target(
            directive_id=directive.pk,
            service_code=service,
            measure_code=measure,
            unit_ids=_ticked(form, "units", choices),
            value=form.cleaned_data["value"],
            from_day=form.cleaned_data["from_day"],
            expected_version=form.cleaned_data["version"],
            by=request.staff,
            now=request.now,
        )

    return _answer(request, form, {"directive": directive, "title": _("Giao chỉ tiêu"), "row": None}, save)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def end(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/<id>/ket-thuc/`: it asks for nothing new from a day on; only for one in force."""
    directive = _editable(request, directive_id)
    if not directive.is_confirmed or directive.ended_on is not None:
        return redirect("directives:directive", directive.pk)
    form = EndForm(request.POST or None, initial={"version": directive.version})

    def save() -> None:
        end_directive(
            directive_id=directive.pk,
            ended_on=form.cleaned_data["ended_on"],
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            by=request.staff,
            now=request.now,
        )

    return _answer(request, form, {"directive": directive, "title": _("Kết thúc hiệu lực"), "row": None}, save)


def _editable(request: StaffRequest, directive_id: int) -> Directive:
    """Return the directive if this person works on it; one in force is refused by the act itself."""
    page = page_or_404(request, directive_id)
    if not page.may_edit:
        raise Http404
    return page.directive


def _row(directive: Directive, part: str, item_id: int) -> Row:
    row: Row | None = ROWS[part].objects.filter(directive=directive, pk=item_id).first()
    if row is None:
        raise Http404
    return row


def _passage(request: StaffRequest, directive: Directive) -> Row | None:
    asked = request.GET.get("tu", "")
    return _row(directive, UNCLEAR, int(asked)) if asked.isdecimal() and len(asked) < 18 else None  # noqa: PLR2004 - a bigint


def _units(form: VersionedForm, editor: Editor, choices: Choices) -> list[int]:
    return _ticked(form, editor.ticked, choices) if editor.ticked else []


def _ticked(form: VersionedForm, field: str, choices: Choices) -> list[int]:
    """Return the units that were ticked and those named; raise DirectiveRefused for a name that means none."""
    ticked: list[int] = list(form.cleaned_data[field])
    if not (named := form.cleaned_data["named"].strip()):
        return ticked
    match = choices.match(named)
    if not match.is_understood or match.is_everybody:
        unknown = "; ".join(match.unknown) or named
        raise DirectiveRefused(
            "named", _("Chưa hiểu “%(name)s”. Chưa ghi gì: hãy chọn trong danh sách bên dưới.") % {"name": unknown}
        )
    return list(dict.fromkeys([*ticked, *(int(key) for key in match.units)]))


def _answer(request: StaffRequest, form: VersionedForm, page: dict[str, Any], save: Callable[[], None]) -> HttpResponse:
    """Show a form, or save what it says: the second of two people sees what the first has changed."""
    if request.method != "POST":
        return render(request, "directives/edit.html", {"form": form, **page})
    if form.is_valid():
        try:
            save()
        except Conflict as conflict:
            return _conflict(request, conflict, page["directive"], _typed(form))
        except Directive.DoesNotExist as unknown:
            raise Http404 from unknown
        except Refused as refused:
            form.add_error(refused.code if refused.code in form.fields else None, str(refused))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("directives:directive", page["directive"].pk)
    return render(request, "directives/edit.html", {"form": form, **page}, status=WRONG)


def _press(
    request: StaffRequest, form: VersionForm, directive: Directive, save: Callable[[], None], done: str
) -> HttpResponse:
    """Do what a button without a page of its own does."""
    if not form.is_valid():
        raise Http404
    try:
        save()
    except Conflict as conflict:
        return _conflict(request, conflict, directive, [])
    except Directive.DoesNotExist as unknown:
        raise Http404 from unknown
    except DirectiveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("directives:directive", directive.pk)


def _conflict(
    request: StaffRequest, conflict: Conflict, directive: Directive, typed: list[tuple[str, str]]
) -> HttpResponse:
    context = {"directive": directive, "conflict": conflict, "typed": typed}
    return render(request, "directives/conflict.html", context, status=CONFLICT)


def _typed(form: VersionedForm) -> list[tuple[str, str]]:
    """Return the words that were typed, so that nobody has to think of them again."""
    return [
        (str(bound.label), bound.data)
        for bound in form.visible_fields()
        if isinstance(bound.data, str) and bound.data.strip()
    ]
