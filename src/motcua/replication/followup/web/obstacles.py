"""Obstacles: the list by age, one of them, reporting, answering."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role, require_staff
from motcua.replication.access import WATCHERS
from motcua.replication.followup.actions.report_obstacle import report_obstacle
from motcua.replication.followup.models import Obstacle
from motcua.replication.followup.people import staff_of_authority
from motcua.replication.followup.queries.choices import obstacle_subjects
from motcua.replication.followup.queries.pages import obstacle_list, obstacle_page
from motcua.replication.followup.states import OBSTACLE_TRANSITIONS
from motcua.replication.followup.web.acts import OBSTACLE_ACTS, ObstacleAct, obstacle_acts
from motcua.replication.followup.web.answering import Asked, answer
from motcua.replication.followup.web.forms import ActForm, ObstacleForm, PersonForm
from motcua.replication.followup.web.numbers import number_or_none

ANSWERABLE = (Role.LEADER, Role.COORDINATOR)


@require_safe
@never_cache
@require_staff
def obstacles(request: StaffRequest) -> HttpResponse:
    """`vuong-mac/`: what stands in units' ways, the oldest without an answer first."""
    unit_id = number_or_none(request.GET.get("don-vi", ""))
    with_closed = request.GET.get("tat-ca", "") == "1"
    rows = obstacle_list(roles=request.roles, with_closed=with_closed, unit_id=unit_id, now=request.now)
    if not rows and not request.roles.somewhere(*WATCHERS):
        raise Http404
    context = {
        "rows": rows,
        "with_closed": with_closed,
        "may_report": request.roles.somewhere(*ANSWERABLE),
    }
    return render(request, "followup/obstacles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERABLE)
def report(request: StaffRequest) -> HttpResponse:
    """`vuong-mac/moi/`: report an obstacle."""
    units = unit_names(request.roles.unit_ids(*ANSWERABLE), day_of(request.now), short=True)
    form = ObstacleForm(
        request.POST or None,
        initial={"unit": next(iter(units)) if len(units) == 1 else "", "about": request.GET.get("ve", "")[:30]},
        units=sorted(units.items(), key=lambda pair: listing_key(pair[1])),
        things=obstacle_subjects(units),
    )
    asked = Asked(
        title=_("Báo vướng mắc"),
        back=reverse("followup:obstacles"),
        done=_("Đã gửi vướng mắc tới cơ quan theo dõi."),
        label=_("Gửi vướng mắc"),
    )

    def run(given: dict[str, Any]) -> object:
        kind, _separator, number = given["about"].partition(":")
        thing = number_or_none(number)
        return report_obstacle(
            unit_id=given["unit"],
            text=given["text"],
            initiative_id=thing if kind == "mo-hinh" else None,
            requirement_id=thing if kind == "nhiem-vu" else None,
            by=request.staff,
            now=request.now,
        )

    return answer(request, asked, form, run)


@require_safe
@never_cache
@require_staff
def obstacle(request: StaffRequest, obstacle_id: int) -> HttpResponse:
    """`vuong-mac/<id>/`."""
    try:
        row, events, sides = obstacle_page(obstacle_id=obstacle_id, roles=request.roles, now=request.now)
    except Obstacle.DoesNotExist as unknown:
        raise Http404 from unknown
    context = {"row": row, "obstacle": row.obstacle, "events": events, "acts": obstacle_acts(row.state, sides)}
    return render(request, "followup/obstacle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def act(request: StaffRequest, obstacle_id: int, slug: str) -> HttpResponse:
    """`vuong-mac/<id>/<act>/`."""
    try:
        row, _events, sides = obstacle_page(obstacle_id=obstacle_id, roles=request.roles, now=request.now)
    except Obstacle.DoesNotExist as unknown:
        raise Http404 from unknown
    chosen = OBSTACLE_ACTS[slug]
    if sides.isdisjoint(OBSTACLE_TRANSITIONS[chosen.action].sides):
        raise Http404
    back = reverse("followup:obstacle", args=[obstacle_id])
    if request.method != "POST" and chosen not in obstacle_acts(row.state, sides):
        return redirect(back)
    asked = Asked(title=chosen.label, back=back, about=row.obstacle.text, label=chosen.label)

    def run(given: dict[str, Any]) -> object:
        common = {
            "obstacle_id": obstacle_id,
            "by": request.staff,
            "now": request.now,
            "expected_version": given["version"],
        }
        return chosen.run(given, common)

    return answer(request, asked, _form(request, row.obstacle, chosen), run)


def _form(request: StaffRequest, thing: Obstacle, chosen: ObstacleAct) -> ActForm:
    initial = {"version": thing.version}
    if chosen.form is PersonForm:
        people = staff_of_authority(thing.authority_id, day_of(request.now))
        return PersonForm(
            request.POST or None, initial=initial, people=[(person.pk, person.full_name) for person in people]
        )
    return chosen.form(request.POST or None, initial=initial)
