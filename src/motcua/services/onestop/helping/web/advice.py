"""Advice near people's homes: who serves where and when, for everybody; the roster of a team, for whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.foundation.worktime import clock
from motcua.services.onestop.helping.access import OFFICIALS
from motcua.services.onestop.helping.actions.cancel_session import cancel_session
from motcua.services.onestop.helping.actions.note_advised import note_advised
from motcua.services.onestop.helping.actions.plan_sessions import MOST_WEEKS, Duty, plan_sessions
from motcua.services.onestop.helping.queries import TeamPage
from motcua.services.onestop.helping.sessions import announced_sessions, session_in_reach, sessions_of
from motcua.services.onestop.helping.web.forms import DAY_FORMATS, DAY_INVALID
from motcua.services.onestop.helping.web.teams import team_or_404
from motcua.services.onestop.models import AdviceSession
from motcua.services.onestop.models.advice import MOST_ADVISED
from motcua.services.onestop.models.helping import TEAM_KEEPERS

OPENS, CLOSES = time(8), time(11)  # a Sunday morning, as in model D2
_HOUR = {"invalid": gettext_lazy("Giờ viết theo dạng giờ:phút, ví dụ 08:00.")}


class DutyForm(forms.Form):
    """Where and when a team sits, and who serves."""

    use_required_attribute = False
    day = forms.DateField(
        label=gettext_lazy("Ngày"),
        help_text=gettext_lazy("Chủ nhật, ngoài giờ cũng được: tổ tư vấn, không tiếp nhận hồ sơ giấy."),
        input_formats=DAY_FORMATS,
        error_messages={"required": gettext_lazy("Chưa ghi ngày."), **DAY_INVALID},
    )
    opens = forms.TimeField(
        label=gettext_lazy("Từ giờ"),
        initial=f"{OPENS:%H:%M}",
        error_messages={"required": gettext_lazy("Chưa ghi giờ."), **_HOUR},
    )
    closes = forms.TimeField(
        label=gettext_lazy("Đến giờ"),
        initial=f"{CLOSES:%H:%M}",
        error_messages={"required": gettext_lazy("Chưa ghi giờ."), **_HOUR},
    )
    place = forms.CharField(
        label=gettext_lazy("Nơi tư vấn"),
        help_text=gettext_lazy("Ví dụ: Ban điều hành khu phố 3, 12 Âu Cơ."),
        max_length=200,
        error_messages={"required": gettext_lazy("Chưa ghi nơi tư vấn.")},
    )
    serving = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Người phục vụ"),
        help_text=gettext_lazy("Họ tên hiện trên trang công khai."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chưa chọn ai phục vụ.")},
    )
    weeks = WholeNumberField(
        label=gettext_lazy("Lặp lại trong bao nhiêu tuần"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=4,
        error_messages={"required": gettext_lazy("Chưa ghi số tuần.")},
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["serving"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = members


class CancelForm(forms.Form):
    """Why it does not take place."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Lý do hủy, hiện trên trang công khai"),
        max_length=200,
        error_messages={"required": gettext_lazy("Chưa ghi lý do.")},
    )


class AdvisedForm(forms.Form):
    """How many people came."""

    use_required_attribute = False
    people = WholeNumberField(
        label=gettext_lazy("Số người đã được tư vấn"),
        min_value=0,
        max_value=MOST_ADVISED,
        error_messages={"required": gettext_lazy("Chưa ghi số người.")},
    )


@require_safe
def announced(request: HttpRequest) -> HttpResponse:
    """`/lich-tu-van/`: the next weeks, of every unit or of one."""
    unit = request.GET.get("co-quan", "")
    unit_id = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None  # noqa: PLR2004 - an id
    page = announced_sessions(unit_id=unit_id, now=clock.now())
    return render(request, "onestop/helping/announced.html", {"page": page, "unit_id": unit_id}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*TEAM_KEEPERS)
def roster(request: StaffRequest, team_id: int) -> HttpResponse:
    """`nop-giup/to/<id>/lich/`: the sessions of a team, and a form for more."""
    page = team_or_404(request, team_id)
    form = DutyForm(request.POST or None, members=_members(page))
    if form.is_valid():
        try:
            made = plan_sessions(team_id=team_id, duty=Duty(**form.cleaned_data), by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            said = ngettext("Đã lập %(num)s buổi tư vấn.", "Đã lập %(num)s buổi tư vấn.", len(made))
            messages.success(request, said % {"num": len(made)})
            return redirect("helping:roster", team_id)
    context = {"team": page.team, "form": form, "rows": sessions_of(team_id=team_id, now=request.now)}
    return render(request, "onestop/helping/roster.html", context, status=400 if form.errors else 200, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*TEAM_KEEPERS)
def cancel(request: StaffRequest, session_id: int) -> HttpResponse:
    """`nop-giup/lich/<id>/huy/`."""
    session = _session(request, session_id)
    team_or_404(request, session.team_id)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_session(session_id=session_id, reason=form.cleaned_data["reason"], by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã hủy buổi tư vấn; trang công khai ghi rõ lý do."))
            return redirect("helping:roster", session.team_id)
    return _act(request, session, form, _("Hủy buổi tư vấn"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(Role.VOLUNTEER, *OFFICIALS, *TEAM_KEEPERS)
def note(request: StaffRequest, session_id: int) -> HttpResponse:
    """`nop-giup/lich/<id>/so-nguoi/`: by whoever served, or keeps the team."""
    session = _session(request, session_id)
    form = AdvisedForm(request.POST or None, initial={"people": session.advised})
    if form.is_valid():
        try:
            note_advised(session_id=session_id, people=form.cleaned_data["people"], by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã ghi số người được tư vấn."))
            return redirect("helping:home")
    return _act(request, session, form, _("Ghi số người được tư vấn"))


def _act(request: StaffRequest, session: AdviceSession, form: forms.Form, label: str) -> HttpResponse:
    context = {"session": session, "form": form, "label": label}
    return render(request, "onestop/helping/session.html", context, status=400 if form.errors else 200, using="jinja2")


def _session(request: StaffRequest, session_id: int) -> AdviceSession:
    try:
        return session_in_reach(session_id, request.roles)
    except AdviceSession.DoesNotExist as unknown:
        raise Http404 from unknown


def _members(page: TeamPage) -> list[tuple[int, str]]:
    """Return whoever may serve: members who have not left, also those whose first day is still to come."""
    return list({member.staff_id: member.staff.full_name for member in page.members if member.ended_at is None}.items())
