"""What can be asked of readings and requests?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from motcua.foundation.people.models import Person
from motcua.foundation.privacy.access import READERS, may_answer, may_receive
from motcua.foundation.privacy.models import Reading, ReadingKind, SubjectRequest
from motcua.foundation.privacy.models.requests import SubjectRequestQuerySet
from motcua.foundation.privacy.rules import SHOWN_FOR
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of

ANSWERED_SHOWN = 50
READINGS_SHOWN = 20


@dataclass(frozen=True)
class RequestRow:
    """One request in a list: the unit that answers it, and whether it is late."""

    request: SubjectRequest
    unit_name: str
    is_late: bool


@dataclass(frozen=True)
class RequestPage:
    """One request with whom it is from, who in reach read that person's records last, and whether one may answer.

    Readings elsewhere are the person's to know: they would tell staff which dossiers lie at other units.
    """

    request: SubjectRequest
    unit_name: str
    is_late: bool
    readings: tuple[Reading, ...]
    may_answer: bool
    may_give_code: bool


def waiting_requests(roles: RoleSet, now: datetime) -> list[RequestRow]:
    """Return the requests in reach that wait for an answer, next due first. Two queries."""
    return _rows(list(_visible(roles).filter(answered_at=None).order_by("due_at", "pk")), now)


def answered_requests(roles: RoleSet, now: datetime) -> list[RequestRow]:
    """Return the latest answered requests in reach, newest first. Two queries."""
    found = _visible(roles).exclude(answered_at=None).order_by("-answered_at")
    return _rows(list(found[:ANSWERED_SHOWN]), now)


def request_page(*, request_id: int, roles: RoleSet, now: datetime) -> RequestPage:
    """Return one request; raise SubjectRequest.DoesNotExist when it is out of reach or unknown."""
    found = _visible(roles).select_related("received_by", "answered_by").get(pk=request_id)
    row = _rows([found], now)[0]
    here = roles.unit_ids(*READERS)
    readings = Reading.objects.filter(person=found.person, staff__home_unit__in=here).select_related("staff")
    is_open = not found.is_answered and may_answer(roles, found.unit_id)
    gives = found.is_taken_by_code and found.can_be_downloaded(now) and may_receive(roles, found.unit_id)
    shown = tuple(readings.order_by("-at")[:READINGS_SHOWN])
    return RequestPage(found, row.unit_name, row.is_late, shown, is_open, gives)


def requests_from(person: Person, dossier_code: str) -> list[SubjectRequest]:
    """Return what was asked about a person at the look-up of one dossier, newest first."""
    asked = SubjectRequest.objects.filter(person=person, sent_from=dossier_code)
    return list(asked.order_by("-received_at", "-pk"))


def is_shown_to(*, staff_id: int, about: tuple[str, str], now: datetime) -> bool:
    """Tell whether somebody asked to see the masked parts of a thing in the last quarter of an hour."""
    shown = Reading.objects.filter(staff=staff_id, kind=ReadingKind.SHOWN, about_type=about[0], about_id=about[1])
    return shown.filter(at__gt=now - SHOWN_FOR).exists()


def moment(at: datetime) -> str:
    """Return a moment for an export: day and minute on the clock of the office."""
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"


def _visible(roles: RoleSet) -> SubjectRequestQuerySet:
    return SubjectRequest.objects.visible_to(roles).select_related("person")


def _rows(found: list[SubjectRequest], now: datetime) -> list[RequestRow]:
    names = unit_names({each.unit_id for each in found}, day_of(now))
    return [RequestRow(each, names.get(each.unit_id, ""), each.is_late(now)) for each in found]
