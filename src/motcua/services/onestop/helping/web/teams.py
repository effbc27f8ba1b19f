"""Advisory teams for whoever keeps them: set up, members with their days, figures."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.helping import queries
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.actions.close_team import close_team
from motcua.services.onestop.helping.actions.end_membership import end_membership
from motcua.services.onestop.helping.actions.set_up_team import set_up_team
from motcua.services.onestop.helping.queries import TeamPage
from motcua.services.onestop.helping.web.forms import MemberForm, TeamForm
from motcua.services.onestop.models import AdvisoryTeam, TeamKind
from motcua.services.onestop.models.helping import TEAM_KEEPERS

ONE_DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*TEAM_KEEPERS)
def teams(request: StaffRequest) -> HttpResponse:
    """`nop-giup/to/`: the teams with what they filed, and a form for a new one."""
    units = request.roles.unit_ids(*TEAM_KEEPERS)
    names = unit_names(units, day_of(request.now), short=True)
    form = TeamForm(
        request.POST or None,
        units=sorted(names.items(), key=lambda pair: pair[1]),
        initial={"formed_on": f"{day_of(request.now):%d/%m/%Y}"},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = set_up_team(
                unit_id=given["unit"],
                name=given["name"],
                name_en=given["name_en"],
                kind=TeamKind(given["kind"]),
                document=given["document"],
                formed_on=given["formed_on"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã lập tổ. Hãy thêm thành viên."))
            return redirect("helping:team", made.pk)
    context = {"rows": queries.teams_kept(roles=request.roles, now=request.now), "form": form}
    status = 400 if form.errors else 200
    return render(request, "onestop/helping/teams.html", context, status=status, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*TEAM_KEEPERS)
def team(request: StaffRequest, team_id: int) -> HttpResponse:
    """`nop-giup/to/<id>/`: the members, and a form for one more."""
    page = team_or_404(request, team_id)
    form = MemberForm(
        request.POST or None,
        staff=queries.may_join(page.team, request.now),
        initial={"first_day": f"{day_of(request.now):%d/%m/%Y}"},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        last_day = given["last_day"]
        try:
            add_member(
                team_id=team_id,
                staff_id=given["staff"],
                first_day=given["first_day"],
                end=last_day + ONE_DAY if last_day else None,
                phone=given["phone"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã thêm thành viên."))
            return redirect("helping:team", team_id)
    context = {"page": page, "team": page.team, "form": form}
    status = 400 if form.errors else 200
    return render(request, "onestop/helping/team.html", context, status=status, using="jinja2")


@require_POST
@never_cache
@require_role(*TEAM_KEEPERS)
def close(request: StaffRequest, team_id: int) -> HttpResponse:
    """`nop-giup/to/<id>/dong/`."""
    team_or_404(request, team_id)
    close_team(team_id=team_id, by=request.staff, now=request.now)
    messages.success(request, _("Tổ đã ngừng hoạt động. Hồ sơ đã nộp giúp vẫn giữ nguyên."))
    return redirect("helping:team", team_id)


@require_POST
@never_cache
@require_role(*TEAM_KEEPERS)
def end(request: StaffRequest, team_id: int, member_id: int) -> HttpResponse:
    """`nop-giup/to/<id>/thanh-vien/<id>/thoi/`."""
    page = team_or_404(request, team_id)
    if member_id not in {member.pk for member in page.members}:
        raise Http404
    end_membership(member_id=member_id, by=request.staff, now=request.now)
    messages.success(request, _("Thành viên đã thôi tham gia và không nộp giúp được nữa."))
    return redirect("helping:team", team_id)


def team_or_404(request: StaffRequest, team_id: int) -> TeamPage:
    """Return a team one keeps; anybody else's does not exist."""
    try:
        return queries.team_page(team_id=team_id, roles=request.roles, now=request.now)
    except AdvisoryTeam.DoesNotExist as unknown:
        raise Http404 from unknown
