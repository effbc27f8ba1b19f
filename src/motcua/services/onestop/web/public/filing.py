"""Filing online: start, one section a page, papers, check, confirmation. Works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.answers import displayed
from motcua.foundation.forms.compile import TypedForm, section_form
from motcua.foundation.forms.definition import Kind
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import service_is_live
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.save_section import save_section
from motcua.services.onestop.actions.start_draft import DAYS_KEPT, start_draft
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import Draft, ResultBy
from motcua.services.onestop.offers import SERVICE, delivers_home
from motcua.services.onestop.papers import missing_papers, papers_when
from motcua.services.onestop.queries import catalogue
from motcua.services.onestop.refusals import DraftExpired, UnitStopped
from motcua.services.onestop.tokens import token_hash
from motcua.services.onestop.web.public.catalogue import not_in_force
from motcua.services.onestop.web.public.drafts import DraftShown, code_of, paper_rows, remember
from motcua.services.onestop.web.public.forms import ResumeForm, StartForm, SubmitForm

P = ParamSpec("P")
DraftView = Callable[Concatenate[HttpRequest, DraftShown, P], HttpResponse]


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """`/nop-ho-so/`: the procedures that can be filed from home, by field."""
    rows = [row for row in catalogue.find_procedures(now=clock.now()) if row.can_file_online]
    groups = [(FIELDS[key].here(), [row for row in rows if row.field == key]) for key in FIELDS]
    context = {"groups": [(name, found) for name, found in groups if found]}
    return render(request, "onestop/public/choose.html", context, using="jinja2")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """`/nop-ho-so/<slug>/`: choose where to file; makes the draft."""
    now = clock.now()
    page = catalogue.procedure_page(slug=slug, now=now)
    if page is None:
        return not_in_force(request, slug)
    if not page.can_file_online:
        context = {"document": page.document, "is_offered": bool(page.offers)}
        return render(request, "onestop/public/not_online.html", context, status=404, using="jinja2")
    form = StartForm(request.POST or None, offers=page.online_offers)
    if request.method == "POST" and form.is_valid():
        try:
            draft, code = start_draft(
                slug=slug,
                unit_id=form.cleaned_data["unit"],
                language=get_language() or "vi",
                by=Actor.citizen(),
                now=now,
            )
        except Refused as refused:
            return refused_page(request, refused)
        remember(request, draft, code)
        return redirect("onestop:section", slug, draft.pk, page.document.form.sections[0].key)
    context = {
        "document": page.document,
        "form": form,
        "days_kept": DAYS_KEPT,
        "papers_when": papers_when(page.document),
    }
    return render(request, "onestop/public/start.html", context, using="jinja2")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """`/nop-ho-so/tiep-tuc/`: find a draft again by its code."""
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        draft = (
            Draft.objects.filter(resume_hash=token_hash(code)).select_related("procedure_version__procedure").first()
        )
        if draft is not None:
            remember(request, draft, code)
            return redirect("onestop:check", draft.procedure_version.procedure.slug, draft.pk)
        form.refuse_unknown()
    return render(request, "onestop/public/resume.html", {"form": form}, using="jinja2")


def with_draft(view: DraftView[P]) -> Callable[..., HttpResponse]:
    """Hand the draft of this browser to `view`; whoever has no right to it is asked for its code."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, draft: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        code = code_of(request, draft)
        if not code:
            return redirect("onestop:resume")
        stored = (
            Draft.objects.select_related("procedure_version__procedure", "submitted")
            .filter(pk=draft, procedure_version__procedure__slug=slug)
            .first()
        )
        if stored is None and not Draft.objects.filter(pk=draft).exists():
            return refused_page(request, DraftExpired(), status=HTTPStatus.GONE)  # forgotten: this browser held it
        if stored is None:
            raise Http404
        if stored.submitted is None and stored.expires_at < clock.now():
            return refused_page(request, DraftExpired(), status=HTTPStatus.GONE)
        if stored.submitted is None and not service_is_live(stored.unit_id, SERVICE, clock.now()):
            return refused_page(request, UnitStopped())
        names = unit_names([stored.unit_id], day_of(clock.now()))
        shown = DraftShown(stored, stored.procedure_version.content, names.get(stored.unit_id, ""), code)
        return view(request, shown, *args, **kwargs)

    return never_cache(found)


def only_unsubmitted(view: DraftView[P]) -> DraftView[P]:
    """Lead to the confirmation when the dossier has been submitted."""

    @wraps(view)
    def checked(request: HttpRequest, shown: DraftShown, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if shown.draft.submitted is not None:
            return redirect(shown.address("confirmation"))
        return view(request, shown, *args, **kwargs)

    return checked


def section_page(request: HttpRequest, shown: DraftShown, /, key: str) -> HttpResponse:
    """One section of the form: what is valid is kept, what is not is said at its field."""
    now = clock.now()
    try:
        asked = shown.document.form.section(key)
    except KeyError as unknown:
        raise Http404 from unknown
    form_class = section_form(shown.document.form, key, answers=shown.draft.answers, today=day_of(now))
    form = form_class(request.POST) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid():
        try:
            draft = save_section(draft_id=shown.draft.pk, section=key, answers=form.cleaned_data, by=shown.by, now=now)
        except FormRefused as refused:
            _show_at_fields(form, refused)
        except Refused as refused:
            return refused_page(request, refused)
        else:
            return HttpResponseRedirect(replace(shown, draft=draft).after(key))
    context = {
        "draft": shown,
        "section": asked,
        "form": form,
        "position": shown.position(key),
        "total": len(shown.pages),
        "back": shown.before(key),
    }
    return render(request, "onestop/public/section.html", context, using="jinja2")


def check_page(request: HttpRequest, shown: DraftShown, /) -> HttpResponse:
    """Check the answers, then send. A second press finds the dossier of the first."""
    has_statement = any(field.type is Kind.STATEMENT for field in shown.document.form.fields)
    carried = delivers_home(shown.draft.unit_id, clock.now())
    form = SubmitForm(
        request.POST or None, has_statement=has_statement, delivers_home=carried, helps=bool(shown.helped)
    )
    missing = _missing(shown)
    if request.method == "POST" and form.is_valid() and not missing:
        try:
            shown.submit(result_by=ResultBy(form.cleaned_data["result_by"]), now=clock.now())
        except FormRefused as refused:
            missing = _faults(shown, refused)
        except Refused as refused:
            return refused_page(request, refused)
        else:
            return redirect(shown.address("confirmation"))
    pages = {page.key: page.href for page in shown.pages}
    context = {
        "draft": shown,
        "form": form,
        "sections": displayed(shown.document.form, shown.draft.answers),
        "change": pages,
        "rows": paper_rows(shown),
        "papers_href": pages.get("papers", ""),
        "missing": missing,
        "total": len(pages),
        "back": shown.before("check"),
    }
    return render(request, "onestop/public/check.html", context, using="jinja2")


section = with_draft(only_unsubmitted(section_page))
check = with_draft(only_unsubmitted(check_page))


def _show_at_fields(form: TypedForm, refused: FormRefused) -> None:
    """Put each fault that the domain found at its field, or on top when this page does not ask for it."""
    for path, messages in refused.errors.items():
        key = path.partition(".")[0]
        form.add_error(key if key in form.fields else None, messages)


def _faults(shown: DraftShown, refused: FormRefused) -> list[dict[str, str]]:
    """Return what the domain found wrong in the saved answers, each with the field that mends it.

    A saved draft can become wrong: a date bounded by today, a section that another one made invalid.
    """
    pages = {page.key: page.href for page in shown.pages}
    found = []
    for section in shown.document.form.sections:
        for field in section.fields:
            messages = [
                text for path, texts in refused.errors.items() if path.split(".")[0] == field.key for text in texts
            ]
            found += [
                {"title": f"{field.label.here()}: {text}", "href": f"{pages[section.key]}#id_{field.key}"}
                for text in messages
            ]
    return found


def _missing(shown: DraftShown) -> list[dict[str, str]]:
    """Return what stands between the draft and its submission, each with the page that mends it."""
    draft, document = shown.draft, shown.document
    pages = {page.key: page.href for page in shown.pages}
    gaps = [
        {"title": each.title.here(), "href": pages[each.key]}
        for each in document.form.sections
        if each.key not in draft.progress
    ]
    have = {file.paper_key for file in draft.papers.all()}
    return gaps + [
        {"title": paper.title.here(), "href": f"{pages['papers']}#giay-to-{paper.key}"}
        for paper in missing_papers(document, draft.answers, have)
    ]
