"""How long does the one-stop take for a procedure, and what has it promised? Its `LimitSource`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from motcua.foundation.ui.text import fold
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import start_of
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import Limit, Span, TimeUnit, WorkCalendar, due_at, working_minutes_between
from motcua.services.onestop.actions.commit_limit import commit_limit
from motcua.services.onestop.clocks import DECIDING, whose_turns
from motcua.services.onestop.models import Commitment, Dossier, DossierEvent, Pause, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.states import PAUSED, Action, State
from motcua.services.registry import Handled, LimitedProcedure

_LEFT_OUT = (State.WITHDRAWN, State.STOPPED, *sorted(PAUSED))
_CEILING = 1000  # the longest limit a procedure may have; whatever took longer needed at least this
_SHORTENED = (TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.WORKING_HOUR)


class OnestopLimits:
    """The one-stop's `LimitSource`."""

    def procedures(self, unit_ids: Collection[int], *, day: date) -> tuple[LimitedProcedure, ...]:
        """Return the procedures decided by the units, without those of the same day. Three queries."""
        deciding: dict[int, set[int]] = defaultdict(set)
        offers = ProcedureOffer.objects.filter(deciding_unit__in=unit_ids, closed_at__isnull=True)
        for procedure, unit in offers.values_list("procedure", "deciding_unit"):
            deciding[procedure].add(unit)
        versions = ProcedureVersion.objects.on(day).filter(procedure__in=deciding).select_related("procedure")
        in_force = {each.pk: each for each in versions.defer("document")}
        promises: dict[int, list[Commitment]] = defaultdict(list)
        for promise in Commitment.objects.filter(version__in=in_force, valid__contains=day):
            promises[promise.version_id].append(promise)
        found = [
            _procedure(version, frozenset(deciding[version.procedure_id]), promises[version.pk])
            for version in in_force.values()
            if version.content.limit.unit in _SHORTENED
        ]
        return tuple(sorted(found, key=lambda each: fold(each.title)))

    def handled(
        self,
        procedures: Collection[str],
        unit_ids: Collection[int],
        *,
        first: date,
        last: date,
        most: int,
        now: datetime,
    ) -> tuple[Handled, ...]:
        """Return how long the latest dossiers took. Three queries; texts of procedures stay in memory."""
        until = start_of(last + timedelta(days=1))
        cohort = Dossier.objects.filter(
            deciding_unit__in=unit_ids, accepted_at__gte=start_of(first), accepted_at__lt=until, law_due_at__lte=now
        ).exclude(state__in=_LEFT_OUT)
        parts = [
            cohort.filter(procedure__slug=slug).order_by("-accepted_at").values("pk")[:most]
            for slug in sorted(set(procedures))
        ]
        if not parts:
            return ()
        # one list of numbers, so that the database looks each of them up instead of reading every dossier
        latest = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        dossiers = list(
            Dossier.objects.filter(pk__in=latest)
            .select_related("procedure", "procedure_version")
            .only("deciding_unit", "accepted_at", "finished_at", "procedure__slug", "procedure_version__sha256")
        )
        histories = _histories(dossiers)
        return tuple(_handled(dossier, histories[dossier.pk], now) for dossier in dossiers)

    def commit(
        self, *, procedure: str, unit_id: int, limit: Limit, document: str, from_day: date, by: Staff, now: datetime
    ) -> None:
        """Make `limit` the promise of the unit (see `commit_limit`)."""
        commit_limit(slug=procedure, unit_id=unit_id, limit=limit, document=document, from_day=from_day, by=by, now=now)


@dataclass
class History:
    """When a dossier came to each step, when its clock stood still, and when it moved to a successor."""

    steps: list[tuple[datetime, str]] = field(default_factory=list)
    pauses: list[Span] = field(default_factory=list)
    moves: list[tuple[datetime, Mapping[str, Any]]] = field(default_factory=list)


def needed_limit(
    calendar: WorkCalendar, *, start: datetime, end: datetime, unit: TimeUnit, pauses: Sequence[Span]
) -> int:
    """Return the smallest amount of `unit` with which a limit from `start` would not have ended before `end`.

    The legal clock itself is asked, by halving: it never ends earlier for a longer limit. At most `_CEILING`.
    """

    def is_kept(amount: int) -> bool:
        return due_at(calendar, start=start, limit=Limit(amount, unit), pauses=pauses) >= end

    high = 1
    while high < _CEILING and not is_kept(high):
        high = min(2 * high, _CEILING)
    low = high // 2 + 1 if high > 1 else 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_kept(middle) else (middle + 1, high)
    return low


def minutes_in_steps(
    calendar: WorkCalendar, steps: Sequence[tuple[datetime, str]], *, end: datetime, pauses: Sequence[Span]
) -> tuple[tuple[str, int], ...]:
    """Return the working minutes in each step until `end`, those in which the clock stood still left out."""
    minutes: dict[str, int] = defaultdict(int)
    moments = [moment for moment, _step in steps[1:]] + [end]
    for (begun, step), left in zip(steps, moments, strict=True):
        worked = working_minutes_between(calendar, begun, left)
        for pause in pauses:
            since, until = max(begun, pause.start), min(left, pause.end or left)
            if since < until:
                worked -= working_minutes_between(calendar, since, until)
        minutes[step] += max(0, worked)
    return tuple(minutes.items())


def _procedure(version: ProcedureVersion, deciding: frozenset[int], promises: Iterable[Commitment]) -> LimitedProcedure:
    document = version.content
    known = list(promises)
    source = document.limit.source
    return LimitedProcedure(
        code=version.procedure.slug,
        title=version.procedure.title_here,
        law=document.limit.limit,
        law_source=", ".join(part for part in (source.document, source.article) if part),
        law_verified=document.limit.verified,
        promised={promise.unit_id: promise.limit for promise in known},
        promise_source="; ".join(sorted({promise.document for promise in known})),
        steps=tuple((step.key, step.title.here()) for step in document.steps[:-1]),
        deciding=deciding,
    )


def _histories(dossiers: Sequence[Dossier]) -> Mapping[int, History]:
    found: dict[int, History] = defaultdict(History)
    ids = [dossier.pk for dossier in dossiers]
    moved: QuerySet[DossierEvent] = DossierEvent.objects.filter(
        dossier__in=ids, kind__in=(Action.ACCEPT, Action.HAND_OVER, Action.MOVE_UNIT)
    )
    columns = ("dossier", "kind", "at", "step", "payload")
    for dossier, kind, at, step, payload in moved.order_by("dossier", "seq").values_list(*columns):
        if kind == Action.MOVE_UNIT:
            found[dossier].moves.append((at, payload))
        else:
            found[dossier].steps.append((at, step))
    for pause in Pause.objects.filter(dossier__in=ids, ended_at__isnull=False):
        found[pause.dossier_id].pauses.append(Span(pause.started_at, pause.ended_at))
    return found


def _handled(dossier: Dossier, history: History, now: datetime) -> Handled:
    if dossier.accepted_at is None:
        raise ValueError("A dossier that was not accepted has no limit.")
    calendar = calendar_for(whose_turns(dossier.deciding_unit_id, history.moves, DECIDING))
    end = dossier.finished_at or now
    unit = dossier.procedure_version.content.limit.unit
    needed = needed_limit(calendar, start=dossier.accepted_at, end=end, unit=unit, pauses=history.pauses)
    steps = minutes_in_steps(calendar, history.steps, end=end, pauses=history.pauses)
    return Handled(dossier.procedure.slug, dossier.deciding_unit_id, needed, dossier.finished_at is not None, steps)
