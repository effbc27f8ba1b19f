"""Which online filings wait for their answer, and how fast were those of a period answered? Two questions, one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.months import month_of
from motcua.foundation.worktime.queries import calendar_for, working_time_left
from motcua.foundation.worktime.rules import WorkingTime, working_minutes_between
from motcua.services.onestop.answering import ANSWERS, ASKS, MOVES, Answer, Answered, answers_in, summed_up
from motcua.services.onestop.models import Channel, Dossier, DossierEvent
from motcua.services.onestop.queries.worklist import NEXT, reach, urgency_of
from motcua.services.onestop.states import State
from motcua.services.onestop.turned import Turned, turned_among

ONLINE = (Channel.ONLINE, Channel.API)  # what nobody stands at the counter for
SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """A filing that waits for its answer."""

    code: str
    title: str
    unit: str
    holder: str
    filed_at: datetime
    due_at: datetime
    left: WorkingTime
    urgency: str


@dataclass(frozen=True)
class AnswerPage:
    """The queue (`waiting` in all, of which the first are shown, `late` over their time) and what was answered."""

    rows: tuple[Waiting, ...]
    waiting: int
    late: int
    answered: Answered
    by_unit: tuple[tuple[str, Answered], ...]


def answer_page(*, roles: RoleSet, unit_id: int | None, since: date, until: date, now: datetime) -> AnswerPage:
    """Return the queue of `unit_id` (None: of every unit in reach), and the answers of the days `since` to `until`."""
    chosen = reach(roles, unit_id)
    queue = chosen.filter(is_resting=False, state=State.SUBMITTED, channel__in=ONLINE)
    rows = list(queue.select_related("procedure", "holder").defer("answers").order_by(*NEXT)[:SHOWN])
    begin, end = _start(since), _start(until + timedelta(days=1))
    # a filing of the period may have been answered in it by its second turn; what came before it is read with it
    answered = DossierEvent.objects.filter(kind__in=ANSWERS, from_state=State.SUBMITTED, at__gte=begin, at__lt=end)
    dossiers = chosen.filter(channel__in=ONLINE, pk__in=answered.values("dossier"))
    events = DossierEvent.objects.filter(kind__in=ASKS | ANSWERS | MOVES, dossier__in=dossiers.values("pk"))
    answers = answers_in(events.order_by("dossier", "seq").iterator(chunk_size=2000), since=begin, until=end)
    units = {row.receiving_unit_id for row in rows} | {answer.unit_id for answer in answers}
    names = unit_names(units, day_of(now))
    minutes_of = partial(_minutes, turned_among(dossiers.values("pk")))
    return AnswerPage(
        rows=tuple(_row(row, names, now) for row in rows),
        waiting=queue.count() if len(rows) == SHOWN else len(rows),
        late=queue.filter(due_order__lte=month_of(now), next_due_at__lt=now).count(),
        answered=summed_up(answers, minutes_of),
        by_unit=tuple(
            (names.get(unit, ""), summed_up([answer for answer in answers if answer.unit_id == unit], minutes_of))
            for unit in sorted({answer.unit_id for answer in answers}, key=lambda unit: names.get(unit, ""))
        ),
    )


def _minutes(turned: Mapping[int, Turned], answer: Answer) -> int:
    moved = turned.get(answer.dossier_id)
    calendar = calendar_for(moved.receiving if moved else answer.unit_id)
    return working_minutes_between(calendar, answer.asked_at, answer.answered_at)


def _row(dossier: Dossier, names: dict[int, str], now: datetime) -> Waiting:
    return Waiting(
        code=dossier.code,
        title=dossier.procedure.title_here,
        unit=names.get(dossier.receiving_unit_id, ""),
        holder=dossier.holder.full_name if dossier.holder else "",
        filed_at=dossier.filed_at,
        due_at=dossier.next_due_at,
        left=working_time_left(unit_id=dossier.receiving_unit_id, now=now, due=dossier.next_due_at),
        urgency=urgency_of(dossier, now),
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
