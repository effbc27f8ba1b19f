"""Readers, judges and the register of conflicts of interest."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.contest.access import organises
from motcua.replication.contest.actions.declare_interest import declare_interest
from motcua.replication.contest.actions.excuse_panelist import excuse_panelist
from motcua.replication.contest.actions.seat_panelist import seat_panelist
from motcua.replication.contest.models import Contest, Panelist
from motcua.replication.contest.queries.pages import candidates, panel_page
from motcua.replication.contest.web.forms import InterestForm, PanelForm, ReasonForm
from motcua.replication.contest.web.reach import (
    UNPROCESSABLE,
    done,
    organised_contest,
    overseen_contest,
    visible_contest,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def panel(request: StaffRequest, contest_id: int) -> HttpResponse:
    """Who reads, who judges, who is bound to whom."""
    if request.method == "POST":
        return _seat(request, organised_contest(request, contest_id))
    contest = overseen_contest(request, contest_id)
    return _page(request, contest, PanelForm(people=candidates(contest, now=request.now)))


def _seat(request: StaffRequest, contest: Contest) -> HttpResponse:
    form = PanelForm(request.POST, people=candidates(contest, now=request.now))
    if form.is_valid():
        given = form.cleaned_data
        try:
            seat_panelist(
                contest_id=contest.pk,
                staff_id=given["staff"],
                panel=given["panel"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm vào danh sách chấm."))
            return redirect("contest:panel", contest.pk)
    return _page(request, contest, form)


def _page(request: StaffRequest, contest: Contest, form: PanelForm) -> HttpResponse:
    context = {
        "contest": contest,
        "page": panel_page(contest, now=request.now),
        "form": form,
        "reason_form": ReasonForm(),
        "may_steer": organises(request.roles, contest),
    }
    return render(request, "contest/panel.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@require_staff
def excuse(request: StaffRequest, panelist_id: int) -> HttpResponse:
    """Excuse a reader or a judge."""
    panelist = get_object_or_404(Panelist, pk=panelist_id)
    organised_contest(request, panelist.contest_id)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: excuse_panelist(panelist_id=panelist.pk, reason=reason, by=request.staff, now=request.now),
        _("Đã cho thôi chấm; các phiếu chưa gửi được thu lại."),
        "contest:panel",
        panelist.contest_id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def declare(request: StaffRequest, contest_id: int) -> HttpResponse:
    """Declare a relation: one's own, or for the organiser anybody's on the panels."""
    contest = visible_contest(request, contest_id)
    steers = organises(request.roles, contest)
    seated = contest.panelists.filter(left_at__isnull=True)
    if not steers and not seated.filter(staff=request.staff).exists():
        raise Http404
    people = {one.staff_id: one.staff.full_name for one in seated.select_related("staff")} if steers else {}
    units = unit_names(contest.units.values_list("pk", flat=True), day_of(request.now))
    form = InterestForm(request.POST or None, people=people, units=units)
    if form.is_valid():
        given = form.cleaned_data
        try:
            declare_interest(
                contest_id=contest.pk,
                staff_id=given.get("staff") or request.staff.pk,
                unit_id=given["unit"],
                reason=given["relation"],
                by=request.staff,
                now=request.now,
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi vào sổ xung đột lợi ích; các phiếu liên quan được thu lại."))
            return redirect("contest:panel" if steers else "contest:contest", contest.pk)
    context = {"contest": contest, "form": form, "may_steer": steers}
    return render(request, "contest/declare.html", context, status=UNPROCESSABLE if form.errors else 200)
