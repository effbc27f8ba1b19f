"""How are the figures of the one-stop counted? In bulk, from the events, where and when each of them happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from pydantic import JsonValue

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.rules import start_of
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import working_minutes_between
from motcua.services.onestop.measures import ADVISED, EVENT_MEASURES, LOOKED_UP, WORKING_MINUTES
from motcua.services.onestop.models import AdviceSession, DossierEvent, LookUpCount, Pause
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.states import Action
from motcua.services.onestop.turned import turned_among
from motcua.services.registry import Counted, Touched

# the decision leaves the dossier at the counter, yet it is the deciding unit's work
_BY_DECIDING_UNIT = (Action.DECIDE, Action.STOP, Action.APOLOGISE)
EVENT = "event"
_CONDITIONS: Mapping[str, Q] = {each.measure.code: each.counts for each in EVENT_MEASURES}


Placed = QuerySet[Any, Any]  # events with the names that `_placed` adds, which the type checker cannot follow


class OnestopFigures:
    """The one-stop's `MeasureSource`."""

    def counts(self, unit_ids: Collection[int] | None, first: date, last: date) -> Iterable[Counted]:
        """Count every measure, in six queries."""
        chosen, looked_up = happened(first, last), LookUpCount.objects.filter(day__range=(first, last))
        advised = AdviceSession.objects.filter(day__range=(first, last), advised__gt=0)
        if unit_ids is not None:
            chosen, looked_up = chosen.filter(unit__in=unit_ids), looked_up.filter(unit__in=unit_ids)
            advised = advised.filter(unit__in=unit_ids)
        yield from _counted(chosen)
        yield from _working_minutes(chosen)
        for unit, day, count in looked_up.values_list("unit", "day", "count"):
            yield Counted(unit, day, LOOKED_UP, count)
        for row in advised.order_by().values("unit", "day").annotate(people=Sum("advised")):
            yield Counted(row["unit"], row["day"], ADVISED, row["people"])

    def touched(self, position: Mapping[str, JsonValue]) -> Touched:
        """Return units and days of the events recorded after the event number of `position`, of look-ups since the
        day before its day (counts grow all day and are written down a little later), and of advice whose number of
        people was written down since. Three queries.
        """
        since = position.get(EVENT)
        last = int(since) if isinstance(since, int | str) else 0
        rows = placed().filter(pk__gt=last).values("unit", "day").annotate(last=Max("pk")).order_by()
        days = set()
        for row in rows:
            days.add((row["unit"], row["day"]))
            last = max(last, row["last"])
        looked_up = _looked_up(str(position.get(LOOKED_UP, "")))
        days.update(looked_up)
        day = max((each.isoformat() for _unit, each in looked_up), default=position.get(LOOKED_UP, ""))
        noted = _noted(str(position.get(ADVISED, "")))
        days.update((unit, each) for unit, each, _at in noted)
        at = max((each.isoformat() for *_where, each in noted), default=position.get(ADVISED, ""))
        return Touched(frozenset(days), {EVENT: last, LOOKED_UP: day, ADVISED: at})


def _noted(since: str) -> set[tuple[int, date, datetime]]:
    """Return unit, day and moment of the advice whose number of people was noted from `since` on ("": all).

    That moment itself is read again: another number may have been noted in the same breath.
    """
    noted = AdviceSession.objects.filter(noted_at__isnull=False)
    if since:
        noted = noted.filter(noted_at__gte=datetime.fromisoformat(since))
    return {(unit, day, at) for unit, day, at in noted.values_list("unit", "day", "noted_at") if at is not None}


def _looked_up(since: str) -> set[tuple[int, date]]:
    """Return units and days of look-ups from the day before `since` on ("": all)."""
    counts = LookUpCount.objects.values_list("unit", "day")
    return set(counts.filter(day__gte=date.fromisoformat(since) - timedelta(days=1)) if since else counts)


def happened(first: date, last: date) -> Placed:
    """Return the events of the days from `first` to `last`, each with the unit and day it counts for.

    `unit` and `day` say where and when; `due_day` is the day of the due time; `is_repeated` marks a request for
    supplements after an earlier one.
    """
    until = start_of(last + timedelta(days=1))
    marks = {"due_day": TruncDate("dossier__due_at", tzinfo=ZONE), "is_repeated": _is_repeated()}
    return cast("Placed", placed().filter(at__gte=start_of(first), at__lt=until).annotate(**marks))


def condition_of(measure: str) -> Q:
    """Return which events of `happened` a measure counts; raise KeyError for an unknown one."""
    return _CONDITIONS[measure]


def events_behind(measure: str, unit_id: int, first: date, last: date) -> Placed:
    """Return the events that a figure counts; nothing for an unknown measure."""
    condition = _CONDITIONS.get("finished" if measure == WORKING_MINUTES else measure)
    if condition is None:
        return DossierEvent.objects.none()
    return happened(first, last).filter(condition, unit=unit_id)


def rows_address(*, roles: RoleSet, unit_id: int, measure: str, first: date, last: date) -> str:
    """Return the address of the work list with the dossiers behind a figure, "" for who may not read them.

    Who looked what up, or came for advice, is not kept, so nothing is behind those figures.
    """
    if measure in {LOOKED_UP, ADVISED} or not roles.has_any(unit_id, *READERS):
        return ""
    query = {"so-lieu": measure, "tu": first.isoformat(), "den": last.isoformat(), "co-quan": unit_id}
    return f"{reverse('onestop_staff:home')}?{urlencode(query)}"


def placed() -> Placed:
    """Return events with `unit` and `day`: a decision counts for the unit that decided at that time."""
    moved_later = (
        DossierEvent.objects.filter(
            dossier=OuterRef("dossier"),
            seq__gt=OuterRef("seq"),
            kind=Action.MOVE_UNIT,
            payload__sets__has_key="deciding_unit_id",
        )
        .order_by("seq")
        .annotate(was=Cast(KT("payload__from_unit"), IntegerField()))
        .values("was")[:1]
    )
    decided_by = Coalesce(Subquery(moved_later), F("dossier__deciding_unit"), output_field=IntegerField())
    return DossierEvent.objects.annotate(
        unit=Case(
            When(kind__in=_BY_DECIDING_UNIT, then=decided_by),
            default=F("office_unit"),
            output_field=IntegerField(),
        ),
        day=TruncDate("at", tzinfo=ZONE),
    )


def with_officer(chosen: Placed) -> Placed:
    """Return events with `officer`: whoever did it; of a decision, whoever brought the dossier to the signature.

    A leader signs everything: whose work it was says the last hand-over.
    """
    brought = DossierEvent.objects.filter(
        dossier=OuterRef("dossier"), seq__lt=OuterRef("seq"), kind=Action.HAND_OVER, actor_staff__isnull=False
    )
    last = Subquery(brought.order_by("-seq").values("actor_staff")[:1])
    officer = Case(
        When(kind=Action.DECIDE, then=Coalesce(last, F("actor_staff"))),
        default=F("actor_staff"),
        output_field=IntegerField(),
    )
    return cast("Placed", chosen.annotate(officer=officer))


def _is_repeated() -> Case:
    earlier = DossierEvent.objects.filter(
        dossier=OuterRef("dossier"), seq__lt=OuterRef("seq"), kind=Action.REQUEST_SUPPLEMENT
    )
    # asked only of the few events it can be true of
    asked = When(kind=Action.REQUEST_SUPPLEMENT, then=Exists(earlier))
    return Case(asked, default=Value(0, BooleanField()), output_field=BooleanField())


def _counted(chosen: Placed) -> Iterator[Counted]:
    counts = {code: Count("pk", filter=condition) for code, condition in _CONDITIONS.items()}
    rows: Iterable[Mapping[str, Any]] = chosen.values("unit", "day").annotate(**counts).order_by()
    for row in rows:
        for code in _CONDITIONS:
            if row[code]:
                yield Counted(row["unit"], row["day"], code, row[code])


def _working_minutes(chosen: Placed) -> Iterator[Counted]:
    """Yield the working minutes from acceptance to decision, without those in which the clock stood still.

    Each day counts by the calendar of the unit that had the dossier on it.
    """
    decided = chosen.filter(kind=Action.DECIDE)
    pauses: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    stopped = Pause.objects.filter(dossier__in=decided.values("dossier"), ended_at__isnull=False)
    for pause in stopped.only("dossier", "started_at", "ended_at"):
        if pause.ended_at is not None:
            pauses[pause.dossier_id].append((pause.started_at, pause.ended_at))
    totals: dict[tuple[int, date], int] = defaultdict(int)
    turned = turned_among(decided.values("dossier"))
    columns = ("unit", "day", "dossier", "at", "dossier__accepted_at")
    for unit, day, dossier, at, accepted in decided.values_list(*columns).iterator(chunk_size=5000):
        calendar = calendar_for(turned[dossier].deciding if dossier in turned else unit)
        worked = working_minutes_between(calendar, accepted, at)
        worked -= sum(working_minutes_between(calendar, start, end) for start, end in pauses.get(dossier, ()))
        totals[unit, day] += max(0, worked)
    return (Counted(unit, day, WORKING_MINUTES, minutes) for (unit, day), minutes in totals.items() if minutes)
