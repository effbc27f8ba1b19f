"""Ask for the fee of a dossier: numbers are typed, amounts are computed here and shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.foundation.payments.fees import MOST_PAGES, MOST_PIECES, Asked, FeeRule, Line, compute, total_of
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.actions.charge_dossier import charge_dossier
from motcua.services.onestop.fees import Wanted, rules_for, wanted_in
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.refusals import Conflict
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.dossier import page_or_404

CONFLICT = 409


class ChargeForm(forms.Form):
    """How many pieces of each fee, how many pages, which exemption; whether the clock waits.

    Begins with what the dossier says there is; each paper has its own pages, and one more row is for what it left out.
    """

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        rules: Mapping[str, FeeRule],
        wanted: Mapping[str, Sequence[Wanted]],
        may_wait: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[tuple[str, str]] = []
        for number, rule in enumerate(rules.values()):
            first = Wanted(1 if number == 0 else 0)
            told = [*wanted.get(rule.code, ())] or [first]
            for place, one in enumerate([*told, Wanted(0)] if rule.kind == "pages" else told):
                self._ask(rule, one, f"{rule.code}-{place}" if place else rule.code)
        if may_wait:
            self.fields["waits"] = forms.BooleanField(
                label=gettext_lazy("Dừng thời hạn giải quyết cho đến khi nộp xong (nghĩa vụ tài chính)"), required=False
            )

    @property
    def asked(self) -> list[Asked]:
        """Return what is asked for; fees of which there are none are left out."""
        given = self.cleaned_data
        return [
            Asked(code, given[f"count-{row}"], given.get(f"pages-{row}") or 0, given.get(f"relief-{row}", ""))
            for code, row in self.rows
            if given[f"count-{row}"]
        ]

    def _ask(self, rule: FeeRule, wanted: Wanted, row: str) -> None:
        """Ask for one row of a fee, with what the dossier says of it."""
        self.rows.append((rule.code, row))
        is_spare = not wanted.count and row != rule.code
        about = wanted.about or (_("giấy tờ khác") if is_spare else "")
        label = " – ".join(part for part in (f"{rule.label.here()} ({rule.unit.here()})", about) if part)
        self.fields[f"count-{row}"] = WholeNumberField(
            label=label, min_value=0, max_value=MOST_PIECES, initial=wanted.count, required=not is_spare
        )
        if rule.kind == "pages":
            self.fields[f"pages-{row}"] = WholeNumberField(
                label=_("Số trang của bản chính"),
                min_value=1,
                max_value=MOST_PAGES,
                initial=wanted.pages or (None if is_spare else 1),
                required=not is_spare,
            )
        if rule.exemptions:
            choices = [("", _("Không miễn, giảm")), *((one.key, one.label.here()) for one in rule.exemptions)]
            self.fields[f"relief-{row}"] = forms.ChoiceField(label=_("Miễn, giảm"), choices=choices, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*READERS)
def charge(request: StaffRequest, code: str) -> HttpResponse:
    """`/can-bo/ho-so/<code>/khoan-thu/`: first the sum by law, then the charge."""
    page = page_or_404(request, code)
    if not page.may_charge:
        raise Http404
    rules = rules_for(page.document, unit_id=page.dossier.receiving_unit_id, day=day_of(request.now))
    form = ChargeForm(
        request.POST or None,
        rules=rules,
        wanted=wanted_in(page.document.slug, page.dossier.answers),
        may_wait=Action.REQUEST_PAYMENT in page.acts,
        initial={"version": page.dossier.version},
    )
    lines: tuple[Line, ...] = ()
    status = 200
    if form.is_valid():
        try:
            lines = compute(rules, form.asked)
            if "confirm" in request.POST:
                if request.POST.get("seen") == _shown(lines):
                    return _write(request, page.dossier.pk, code, form)
                messages.warning(request, _("Số tiền đã tính lại theo số liệu vừa nhập. Hãy xem rồi lập khoản thu."))
        except Conflict as conflict:
            status = CONFLICT
            form.add_error(None, str(conflict.message))
        except Refused as refused:
            form.add_error(None, str(refused.message))
    status = 422 if form.errors and status == 200 else status  # noqa: PLR2004 - nothing went wrong so far
    context = {"page": page, "dossier": page.dossier, "form": form, "lines": lines, "total": total_of(lines)}
    context["seen"] = _shown(lines)
    return render(request, "onestop/staff/charge.html", context, status=status, using="jinja2")


def _shown(lines: Sequence[Line]) -> str:
    """Return what the page has shown: a number changed after that, or a new tariff, is shown before it is charged."""
    return ";".join(f"{line.fee_code}:{line.quantity}:{line.amount}:{line.reduction}" for line in lines)


def _write(request: StaffRequest, dossier_id: int, code: str, form: ChargeForm) -> HttpResponse:
    made = charge_dossier(
        dossier_id=dossier_id,
        asked=form.asked,
        waits=form.cleaned_data.get("waits", False),
        by=request.staff,
        now=request.now,
        expected_version=form.cleaned_data["version"],
    )
    messages.success(
        request, _("Đã lập khoản thu %(code)s cho hồ sơ %(dossier)s.") % {"code": made.code, "dossier": code}
    )
    return redirect("payments_staff:charge", made.code)
