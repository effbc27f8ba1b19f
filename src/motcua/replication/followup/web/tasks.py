"""Tasks: the work of one's units, one task with everything about it, and what can be done with it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.access import WATCHERS
from motcua.replication.followup.models import Task
from motcua.replication.followup.people import staff_of_unit
from motcua.replication.followup.queries import worklist
from motcua.replication.followup.queries.pages import TaskPage, notices_for, task_page
from motcua.replication.followup.states import TASK_TRANSITIONS, TaskState
from motcua.replication.followup.web.acts import TASK_ACTS, TaskAct, task_acts
from motcua.replication.followup.web.answering import Asked, answer
from motcua.replication.followup.web.forms import ActForm, PersonForm
from motcua.replication.followup.web.numbers import number_or_none
from motcua.replication.followup.web.obstacles import ANSWERABLE

STATES = [(worklist.LATE, ""), *TaskState.choices]


@require_safe
@never_cache
@require_staff
def home(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/theo-doi/`: what is to be done in one's units, by time left."""
    asked = {name: request.GET.get(name, "").strip()[:20] for name in ("tinh-trang", "don-vi", "van-ban")}
    wanted = worklist.Wanted(
        state=asked["tinh-trang"] if asked["tinh-trang"] in dict(STATES) else "",
        unit_id=number_or_none(asked["don-vi"]),
        directive_id=number_or_none(asked["van-ban"]),
    )
    page = worklist.task_list(roles=request.roles, wanted=wanted, now=request.now, after=request.GET.get("sau", ""))
    if not page.rows and not request.roles.somewhere(*WATCHERS):
        raise Http404
    units, directives = worklist.filters_of(request.roles, request.now)
    query = {name: value for name, value in asked.items() if value}
    context = {
        "page": page,
        "asked": asked,
        "states": TaskState.choices,
        "units": units,
        "directives": directives,
        "notices": notices_for(request.roles),
        "next_href": f"?{urlencode({**query, 'sau': page.next_key})}" if page.next_key else "",
        "is_narrowed": bool(query),
    }
    return render(request, "followup/home.html", context)


@require_safe
@never_cache
@require_staff
def task(request: StaffRequest, task_id: int) -> HttpResponse:
    """`nhiem-vu/<id>/`: what is asked, what shows it done, every turn."""
    page = page_or_404(request, task_id)
    may_report = request.roles.somewhere(*ANSWERABLE)
    return render(request, "followup/task.html", {"page": page, "acts": task_acts(page), "may_report": may_report})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def act(request: StaffRequest, task_id: int, slug: str) -> HttpResponse:
    """`nhiem-vu/<id>/<act>/`."""
    page, chosen = page_or_404(request, task_id), TASK_ACTS[slug]
    if page.sides.isdisjoint(TASK_TRANSITIONS[chosen.action].sides):
        raise Http404
    back = reverse("followup:task", args=[task_id])
    if request.method != "POST" and chosen not in task_acts(page):
        return redirect(back)
    requirement = page.task.requirement
    asked = Asked(
        title=chosen.label,
        back=back,
        about=f"{requirement.directive.number} · {requirement.number} · {page.row.unit_name}",
        label=chosen.label,
        tone=chosen.tone.removeprefix("outline-"),
    )

    def run(given: dict[str, Any]) -> object:
        common = {
            "task_id": task_id,
            "by": request.staff,
            "now": request.now,
            "expected_version": given["version"],
        }
        return chosen.run(given, common)

    return answer(request, asked, _form(request, page, chosen), run)


@require_safe
@require_staff
def evidence_file(request: StaffRequest, task_id: int, file: UUID) -> HttpResponseBase:
    """`nhiem-vu/<id>/tep/<uuid>/`: a file of the evidence."""
    page = page_or_404(request, task_id)
    kept = {each.stored_id: each.stored for evidence in page.evidence for each in evidence.files.all()}
    if file not in kept:
        raise Http404
    try:
        return file_response(kept[file], inline=True)
    except FileNotReadable as refused:
        return refused_page(request, refused)


def page_or_404(request: StaffRequest, task_id: int) -> TaskPage:
    """Return the task as this reader may see it; a stranger's does not exist."""
    try:
        return task_page(task_id=task_id, roles=request.roles, now=request.now)
    except Task.DoesNotExist as unknown:
        raise Http404 from unknown


def _form(request: StaffRequest, page: TaskPage, chosen: TaskAct) -> ActForm:
    initial = {"version": page.task.version}
    if chosen.form is PersonForm:
        people = [(person.pk, person.full_name) for person in staff_of_unit(page.task.unit_id)]
        return PersonForm(request.POST or None, initial=initial, people=people)
    return chosen.form(request.POST or None, request.FILES or None, initial=initial)
