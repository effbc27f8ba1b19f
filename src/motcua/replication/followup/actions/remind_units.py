"""Remind units of tasks before and after their last day."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from motcua.foundation.messages.staff_messages import Words, send_to_staff
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.models import Role, RoleAssignment, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.work_calendar import CalendarMissing, WorkCalendar
from motcua.replication.adoption.models import Adoption
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import about_task
from motcua.replication.followup.queries.live import live_evidence
from motcua.replication.followup.reference import schedule_on
from motcua.replication.followup.rules import ReminderSchedule, reminder_due
from motcua.replication.followup.states import TaskState

log = logging.getLogger(__name__)
_COMING = (
    ngettext_lazy(
        "Còn %(days)s ngày: nhiệm vụ %(number)s của %(directive)s",
        "Còn %(days)s ngày: nhiệm vụ %(number)s của %(directive)s",
        "days",
    ),
    ngettext_lazy(
        "Nhiệm vụ %(number)s của %(directive)s tại %(unit)s đến hạn ngày %(due)s (còn %(days)s ngày). "
        "Hãy báo minh chứng, hoặc báo vướng mắc nếu có.",
        "Nhiệm vụ %(number)s của %(directive)s tại %(unit)s đến hạn ngày %(due)s (còn %(days)s ngày). "
        "Hãy báo minh chứng, hoặc báo vướng mắc nếu có.",
        "days",
    ),
)
_LATE = (
    ngettext_lazy(
        "Quá hạn %(days)s ngày: nhiệm vụ %(number)s của %(directive)s",
        "Quá hạn %(days)s ngày: nhiệm vụ %(number)s của %(directive)s",
        "days",
    ),
    ngettext_lazy(
        "Nhiệm vụ %(number)s của %(directive)s tại %(unit)s đã quá hạn %(days)s ngày (hạn %(due)s). "
        "Hãy báo minh chứng, hoặc báo vướng mắc nếu có.",
        "Nhiệm vụ %(number)s của %(directive)s tại %(unit)s đã quá hạn %(days)s ngày (hạn %(due)s). "
        "Hãy báo minh chứng, hoặc báo vướng mắc nếu có.",
        "days",
    ),
)
# a reminder day moves over days off: Tết is the longest row of them
_SLACK = 14


def remind_units(*, now: datetime) -> int:
    """Put the reminders that are due at `now` into the outbox; return how many tasks they are about.

    A unit is written to in its office hours. Nobody is reminded of what runs already. The same reminder of a task goes
    to a person once, however many workers ask: the outbox holds one message for one key.
    """
    schedule = schedule_on(day_of(now))
    tasks = _running_out(schedule, now)
    live = live_evidence(tasks, day_of(now))
    due = {
        task.pk: offset for task in tasks if task.pk not in live and (offset := _due(task, schedule, now)) is not None
    }
    asked = [task for task in tasks if task.pk in due]
    people = _people(asked, now)
    names = unit_names({task.unit_id for task in asked}, day_of(now), short=True)
    for task in asked:
        _remind(task, due[task.pk], people[task.pk], names.get(task.unit_id, ""), now)
    return len(asked)


def once_key(task: Task, offset: int) -> str | None:
    """Return the key under which a reminder of a task is written once."""
    return f"followup.reminder:{task.pk}:{offset}"


def _running_out(schedule: ReminderSchedule, now: datetime) -> list[Task]:
    """Return the open tasks whose last day lies within reach of the schedule."""
    today = day_of(now)
    first = today - timedelta(days=max(schedule.days) + schedule.forget_after + _SLACK)
    last = today - timedelta(days=min(schedule.days) - _SLACK)
    return list(
        Task.objects.filter(state=TaskState.OPEN, due_on__range=(first, last))
        .select_related("requirement__directive", "requirement__initiative", "owner__user")
        .order_by("pk")
    )


def _due(task: Task, schedule: ReminderSchedule, now: datetime) -> int | None:
    """Return which reminder of a task is due at `now`, in office hours of its unit."""
    calendar = calendar_for(task.unit_id)
    try:
        if task.due_on is None or not _is_open(calendar, now):
            return None
        return reminder_due(task.due_on, day_of(now), schedule, calendar.is_working_day)
    except CalendarMissing as missing:
        log.warning("No reminder for task %s: %s", task.pk, missing)
        return None


def _is_open(calendar: WorkCalendar, now: datetime) -> bool:
    return calendar.worked_until(now + timedelta(seconds=1)) > calendar.worked_until(now)


def _people(tasks: Sequence[Task], now: datetime) -> dict[int, list[Staff]]:
    """Return for each task the unit's leaders, its owner, and the owner of the unit's adoption of the model."""
    units = {task.unit_id for task in tasks}
    leaders: dict[int, list[Staff]] = defaultdict(list)
    standing = RoleAssignment.objects.standing(day_of(now), now).filter(
        unit__in=units, role=Role.LEADER, staff__is_active=True
    )
    for assignment in standing.select_related("staff__user"):
        leaders[assignment.unit_id].append(assignment.staff)
    owners: dict[tuple[int, int], Staff] = {
        (adoption.unit_id, adoption.initiative_id): adoption.owner
        for adoption in Adoption.objects.open().filter(unit__in=units).select_related("owner__user")
        if adoption.owner.is_active
    }
    return {task.pk: _of_task(task, leaders[task.unit_id], owners) for task in tasks}


def _of_task(task: Task, leaders: Sequence[Staff], owners: dict[tuple[int, int], Staff]) -> list[Staff]:
    named = [task.owner] if task.owner is not None and task.owner.is_active else []
    adopting = owners.get((task.unit_id, task.requirement.initiative_id or 0))
    return [*leaders, *named, *([adopting] if adopting else [])]


@transaction.atomic
def _remind(task: Task, offset: int, people: Sequence[Staff], unit: str, now: datetime) -> None:
    words = _words(task, unit, now)
    send_to_staff(people, words, about=about_task(task), unit_id=task.unit_id, now=now, once=once_key(task, offset))


def _words(task: Task, unit: str, now: datetime) -> Words:
    requirement = task.requirement
    left = (task.due_on - day_of(now)).days if task.due_on else 0
    values = {
        "number": requirement.number,
        "directive": requirement.directive.number,
        "unit": unit,
        "due": date_vn(task.due_on),
        "days": abs(left),
    }
    subject, body = _COMING if left >= 0 else _LATE
    return Words(
        filled_in_each_language(subject, values),
        filled_in_each_language(body, values),
        reverse("followup:task", args=[task.pk]),
    )
