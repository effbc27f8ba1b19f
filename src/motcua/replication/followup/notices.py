"""What is said about tasks and obstacles, to whom?"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.staff_messages import Words, holders, send_to_staff
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.models import Inspection, Obstacle, Task


class Told(StrEnum):
    """What somebody is told about a task or an obstacle."""

    NAMED = "named"
    GIVEN = "given"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    JUDGED = "judged"
    DROPPED = "dropped"
    REOPENED = "reopened"
    REPORTED = "reported"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    VISIT_PLANNED = "visit_planned"
    MINUTES_SIGNED = "minutes_signed"


# subject and text of each; %(number)s is the point of the directive
_TEXTS: Mapping[Told, tuple[StrOrPromise, StrOrPromise]] = {
    Told.NAMED: (
        _("Anh/chị phụ trách nhiệm vụ %(number)s của %(directive)s"),
        _("Anh/chị được phân công phụ trách nhiệm vụ %(number)s của %(directive)s tại %(unit)s. Hạn: %(due)s."),
    ),
    Told.GIVEN: (
        _("%(unit)s báo minh chứng nhiệm vụ %(number)s của %(directive)s"),
        _("%(unit)s đã báo minh chứng cho nhiệm vụ %(number)s của %(directive)s. Đề nghị xem xét."),
    ),
    Told.ACCEPTED: (
        _("Nhiệm vụ %(number)s của %(directive)s đã hoàn thành"),
        _("Minh chứng của %(unit)s cho nhiệm vụ %(number)s của %(directive)s đã được chấp nhận."),
    ),
    Told.RETURNED: (
        _("Minh chứng nhiệm vụ %(number)s của %(directive)s bị trả lại"),
        _("Minh chứng của %(unit)s cho nhiệm vụ %(number)s của %(directive)s chưa đạt: %(words)s Hạn vẫn là %(due)s."),
    ),
    Told.JUDGED: (
        _("Nhiệm vụ %(number)s của %(directive)s: kết luận không thực hiện"),
        _("%(unit)s bị kết luận không thực hiện nhiệm vụ %(number)s của %(directive)s: %(words)s"),
    ),
    Told.DROPPED: (
        _("Nhiệm vụ %(number)s của %(directive)s không áp dụng"),
        _("Nhiệm vụ %(number)s của %(directive)s không áp dụng với %(unit)s: %(words)s"),
    ),
    Told.REOPENED: (
        _("Nhiệm vụ %(number)s của %(directive)s được mở lại"),
        _("Nhiệm vụ %(number)s của %(directive)s của %(unit)s được mở lại: %(words)s Hạn: %(due)s."),
    ),
    Told.REPORTED: (
        _("%(unit)s báo vướng mắc"),
        _("%(unit)s báo vướng mắc, cần phân công người trả lời: %(words)s"),
    ),
    Told.ASSIGNED: (
        _("Anh/chị được giao trả lời vướng mắc của %(unit)s"),
        _("Anh/chị được giao trả lời vướng mắc của %(unit)s: %(words)s"),
    ),
    Told.ANSWERED: (
        _("Vướng mắc của %(unit)s đã được trả lời"),
        _("Vướng mắc của %(unit)s đã được trả lời: %(words)s"),
    ),
    Told.VISIT_PLANNED: (
        _("Kiểm tra tại %(unit)s ngày %(due)s"),
        _("%(authority)s kiểm tra tại %(unit)s ngày %(due)s. Người kiểm tra: %(words)s."),
    ),
    Told.MINUTES_SIGNED: (
        _("Biên bản kiểm tra %(number)s tại %(unit)s"),
        _("Biên bản kiểm tra %(number)s tại %(unit)s đã ký. Đơn vị xem và ghi ý kiến trên hệ thống."),
    ),
}


class _Mail(TypedDict):
    """About what, of which unit, when."""

    about: tuple[str, str]
    unit_id: int
    now: datetime


def about_task(task: Task) -> tuple[str, str]:
    """Return how messages name a task."""
    return ("followup_task", str(task.pk))


def about_obstacle(obstacle: Obstacle) -> tuple[str, str]:
    """Return how messages name an obstacle."""
    return ("followup_obstacle", str(obstacle.pk))


def tell_unit(task: Task, what: Told, *, now: datetime, words: str = "") -> None:
    """Tell the leaders of the task's unit, and its owner."""
    people = holders([task.unit_id], Role.LEADER, now)
    if task.owner_id is not None:
        people += Staff.objects.working().select_related("user").filter(pk=task.owner_id)
    send_to_staff(people, task_words(task, what, now=now, words=words), **_task_mail(task, now))


def tell_coordinators(task: Task, *, now: datetime) -> None:
    """Tell the authority's coordinators that evidence waits for them."""
    people = holders([task.requirement.directive.steward_id], Role.COORDINATOR, now)
    send_to_staff(people, task_words(task, Told.GIVEN, now=now), **_task_mail(task, now))


def tell_person(task: Task, person: Staff, what: Told, *, now: datetime) -> None:
    """Tell one member of staff about a task."""
    send_to_staff([person], task_words(task, what, now=now), **_task_mail(task, now))


def task_words(task: Task, what: Told, *, now: datetime, words: str = "") -> Words:
    """Return what is said about a task, with its directive, point, unit and last day."""
    requirement = task.requirement
    values = {
        "number": requirement.number,
        "directive": requirement.directive.number,
        "unit": unit_names([task.unit_id], day_of(now), short=True).get(task.unit_id, ""),
        "due": date_vn(task.due_on),
        "words": words.strip(),
    }
    return _words(what, values, reverse("followup:task", args=[task.pk]))


def tell_about_obstacle(obstacle: Obstacle, what: Told, people: list[Staff], *, now: datetime, words: str) -> None:
    """Tell these people about an obstacle."""
    names = unit_names([obstacle.unit_id], day_of(now), short=True)
    values = {"unit": names.get(obstacle.unit_id, ""), "words": words.strip()}
    said = _words(what, values, reverse("followup:obstacle", args=[obstacle.pk]))
    send_to_staff(people, said, about=about_obstacle(obstacle), unit_id=obstacle.unit_id, now=now)


def tell_visit_planned(visit: Inspection, inspector: Staff, *, now: datetime) -> None:
    """Tell the leaders of the unit and the inspector that a visit is planned."""
    people = [*holders([visit.unit_id], Role.LEADER, now), inspector]
    _tell_about_visit(visit, Told.VISIT_PLANNED, people, now=now, words=inspector.full_name)


def tell_minutes_signed(visit: Inspection, *, now: datetime) -> None:
    """Tell the leaders of the unit that the minutes are signed."""
    _tell_about_visit(visit, Told.MINUTES_SIGNED, holders([visit.unit_id], Role.LEADER, now), now=now)


def _tell_about_visit(visit: Inspection, what: Told, people: list[Staff], *, now: datetime, words: str = "") -> None:
    names = unit_names([visit.unit_id, visit.authority_id], day_of(now), short=True)
    values = {
        "unit": names.get(visit.unit_id, ""),
        "authority": names.get(visit.authority_id, ""),
        "due": date_vn(visit.planned_on),
        "number": visit.number,
        "words": words,
    }
    said = _words(what, values, reverse("followup:inspection", args=[visit.pk]))
    about = ("followup_inspection", str(visit.pk))
    send_to_staff(people, said, about=about, unit_id=visit.unit_id, now=now)


def _words(what: Told, values: Mapping[str, str], path: str) -> Words:
    subject, body = _TEXTS[what]
    return Words(filled_in_each_language(subject, values), filled_in_each_language(body, values), path)


def _task_mail(task: Task, now: datetime) -> _Mail:
    return {"about": about_task(task), "unit_id": task.unit_id, "now": now}
