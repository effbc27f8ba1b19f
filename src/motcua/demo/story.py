"""What happens to a demo dossier? A life from filing to result, played through the actions at moments of the past.

A life is a generator: it yields the moment at which it goes on, and acts when it is resumed. All lives are played in
the order of their moments, so numbers, books and the journal come out in the order of time.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.demo import shares
from motcua.demo.answers import answers_for
from motcua.demo.files import result_file
from motcua.demo.residents import Resident, resident
from motcua.demo.waits import end_wait
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import add_working_minutes
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.enter_at_counter import CounterEntry, enter_at_counter
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.actions.return_result import Handing, return_result
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.definition import ProcedureDocument, working_hours
from motcua.services.onestop.holds import Hold
from motcua.services.onestop.models import (
    Dossier,
    IdentityCheck,
    Outcome,
    PauseCause,
    ProcedureOffer,
    Relation,
    ResultBy,
)
from motcua.services.onestop.papers import HandedIn

MINUTES_AN_HOUR = 60
RECENT = timedelta(days=20)
TODAY_MINUTES = 480
MOST_FILES = 2  # each is checked and cleaned like anybody's, which is most of the work of building a demo

HOURS_A_DAY, DAYS_A_WORKING_DAY = 8, 1.4
YEARS = timedelta(days=3650)
SLOW, USUAL = 2.8, 1.0
HOLD = Hold(
    PauseCause.OTHER_AGENCY,
    "Chờ cơ quan thuế xác định nghĩa vụ tài chính.",
    "Nghị định 43/2014/NĐ-CP, Điều 61",
    "Phiếu chuyển thông tin",
)


@dataclass(frozen=True)
class Office:
    """Who does the work: a member of staff for each role and unit."""

    staff: dict[tuple[Role, int], Staff]

    def of(self, role: Role, unit_id: int) -> Staff:
        """Return whoever holds the role in the unit."""
        return self.staff[role, unit_id]


@dataclass(frozen=True)
class Plan:
    """A dossier to be: what, where, by whom, when, how the result is wanted, and the chances of its life."""

    offer: ProcedureOffer
    document: ProcedureDocument
    person: Resident
    filed_at: datetime
    is_online: bool
    is_stuck: bool
    chance: random.Random
    result_by: ResultBy = ResultBy.COUNTER


def play(
    lives: Sequence[Iterator[datetime]], *, until: datetime, told: Callable[[int], None] = lambda _done: None
) -> None:
    """Play the lives in the order of their moments, until `until`; `told` hears how many steps are done."""
    queue = [(next(life), number, life) for number, life in enumerate(lives)]
    heapq.heapify(queue)
    done = 0
    while queue and queue[0][0] <= until:
        _moment, number, life = heapq.heappop(queue)
        following = next(life, None)
        if following is not None:
            heapq.heappush(queue, (following, number, life))
        done += 1
        told(done)


def plan(
    offers: Sequence[ProcedureOffer],
    documents: dict[int, ProcedureDocument],
    *,
    seed: int,
    since: datetime,
    until: datetime,
) -> Plan:
    """Return a dossier of one resident, filed between `since` and `until`: more of late, and some online just now."""
    chance = random.Random(seed)  # noqa: S311 - a demo
    lot = chance.random()
    online = [offer for offer in offers if _is_online(documents[offer.procedure_id])]
    if lot < shares.SHARE_TODAY and online:
        offer, filed = chance.choice(online), until - timedelta(minutes=chance.randint(5, TODAY_MINUTES))
        is_online = True
    else:
        offer = chance.choice(offers)
        ago = (RECENT if lot < shares.SHARE_TODAY + shares.SHARE_RECENT else until - since) * chance.random()
        if lot > 1 - shares.SHARE_STUCK:
            ago = min(until - since, _time_of(documents[offer.procedure_id]) * chance.uniform(0.35, 1.3))
        filed = _opening(offer, until - ago, until, chance)
        is_online = offer in online and chance.random() < shares.SHARE_ONLINE
    person = resident(chance, filed.date())
    is_stuck = lot > 1 - shares.SHARE_STUCK
    return Plan(offer, documents[offer.procedure_id], person, filed, is_online, is_stuck, chance)


def _time_of(document: ProcedureDocument) -> timedelta:
    """Return about how long the steps of a procedure may take, weekends included."""
    hours = sum(working_hours(step.duration) for step in document.steps)
    return timedelta(days=float(hours) / HOURS_A_DAY * DAYS_A_WORKING_DAY)


def _is_online(document: ProcedureDocument) -> bool:
    return document.online_level != "information" and sum(paper.required for paper in document.papers) <= MOST_FILES


def _opening(offer: ProcedureOffer, moment: datetime, until: datetime, chance: random.Random) -> datetime:
    """Return a moment of a working morning or afternoon about `moment`, not after `until`."""
    moment = moment.astimezone(ZONE).replace(
        hour=chance.choice((8, 9, 10, 14, 15)), minute=chance.randrange(60), second=0, microsecond=0
    )
    calendar = calendar_for(offer.unit_id)
    while (opening := max(calendar.next_opening(moment), moment)) > until:
        moment -= timedelta(days=1)
    return opening


def life(planned: Plan, office: Office, file_online: Callable[[Plan], Dossier]) -> Iterator[datetime]:
    """Yield the moments of one dossier and act at each."""
    yield planned.filed_at
    chance, now = planned.chance, planned.filed_at
    receiving, deciding = planned.offer.unit_id, planned.offer.deciding_unit_id
    counter = office.of(Role.RECEPTIONIST, receiving)
    if planned.is_online:
        dossier = file_online(planned)
        yield (now := _later(now, receiving, hours=chance.uniform(0.5, 7)))
        if chance.random() < shares.SHARE_REJECTED:
            _reject(dossier, counter, now)
            return
        dossier = accept_dossier(dossier_id=dossier.pk, by=counter, now=now)
    else:
        dossier = _enter(planned, counter, now)
    pace = SLOW if chance.random() < shares.SHARE_SLOW else USUAL
    for place, step in enumerate(planned.document.steps[:-2]):
        share = working_hours(step.duration) * chance.uniform(0.25, 0.85) * pace
        yield (now := _later(now, deciding, hours=share))
        worker = office.of(step.role, receiving if step.office == "receiving" else deciding)
        end_wait(dossier, step, worker, now)
        if place == 1 and planned.is_stuck:
            yield planned.filed_at + YEARS
            return
        if place == 1:
            resumed = yield from _interruption(dossier, planned, office, worker, now)
            if resumed is None:
                return
            now = resumed
        hand_over(dossier_id=dossier.pk, by=worker, now=now)
    hours = working_hours(planned.document.steps[-2].duration) * chance.uniform(0.3, 0.9) * pace
    yield (now := _later(now, deciding, hours=hours))
    _decide(dossier, office.of(Role.LEADER, deciding), planned, now)
    if chance.random() < (
        shares.SHARE_FETCHED_ALL_THE_SAME if planned.result_by is ResultBy.HOME else shares.SHARE_FETCHED
    ):
        yield (now := _later(now, receiving, hours=chance.uniform(1, 30)))
        _return(dossier, planned, counter, now)


def _interruption(
    dossier: Dossier, planned: Plan, office: Office, worker: Staff, now: datetime
) -> Generator[datetime, None, datetime | None]:
    """Let papers be asked for, money be owed, or the applicant change their mind; return when work goes on, if ever."""
    chance, lot = planned.chance, planned.chance.random()
    receiving, deciding = planned.offer.unit_id, planned.offer.deciding_unit_id
    counter = office.of(Role.RECEPTIONIST, receiving)
    if lot < shares.SHARE_WITHDRAWN:
        withdraw_dossier(dossier_id=dossier.pk, reason="Người nộp đề nghị rút hồ sơ.", by=counter, now=now)
        return None
    if lot < shares.SHARE_WITHDRAWN + shares.SHARE_PAYMENT:
        request_payment(dossier_id=dossier.pk, reason="Thông báo nghĩa vụ tài chính kèm theo.", by=worker, now=now)
        yield (now := _later(now, receiving, hours=chance.uniform(8, 60)))
        confirm_payment(dossier_id=dossier.pk, evidence="Giấy nộp tiền", by=counter, now=now)
    elif lot < shares.SHARE_WITHDRAWN + shares.SHARE_PAYMENT + shares.SHARE_SUPPLEMENT and planned.document.papers:
        _ask_for_more(dossier, planned, worker, now)
        if chance.random() < shares.SHARE_NEVER_SUPPLEMENTED:
            yield (now := _later(now, deciding, hours=chance.uniform(80, 120)))
            _stop(dossier, office.of(Role.LEADER, deciding), now)
            return None
        yield (now := _later(now, receiving, hours=chance.uniform(6, 40)))
        _hand_in(dossier, planned, counter, now)
    elif lot > 1 - shares.SHARE_HELD:
        pause_clock(dossier_id=dossier.pk, hold=HOLD, by=worker, now=now)
        yield (now := _later(now, deciding, hours=chance.uniform(16, 60)))
        resume_clock(dossier_id=dossier.pk, evidence="Công văn trả lời", by=worker, now=now)
    else:
        return now
    yield (now := _later(now, deciding, hours=2))
    return now


def _later(now: datetime, unit_id: int, *, hours: float) -> datetime:
    return add_working_minutes(calendar_for(unit_id), now, max(1, round(hours * MINUTES_AN_HOUR)))


def _enter(planned: Plan, counter: Staff, now: datetime) -> Dossier:
    entry = CounterEntry(
        slug=planned.document.slug,
        unit_id=planned.offer.unit_id,
        answers=answers_for(planned.document.form, planned.person, planned.chance, now.date()),
        papers=tuple(HandedIn(paper.key) for paper in planned.document.papers),
        nonce=f"demo-{planned.person.identity_number}-{now.timestamp():.0f}",
        result_by=planned.result_by,
    )
    return enter_at_counter(entry=entry, by=counter, now=now)


def _reject(dossier: Dossier, counter: Staff, now: datetime) -> None:
    reject_dossier(
        dossier_id=dossier.pk,
        reason="Hồ sơ nộp không đúng thẩm quyền giải quyết của đơn vị.",
        legal_ground="Nghị định 61/2018/NĐ-CP, Điều 17",
        by=counter,
        now=now,
    )


def _ask_for_more(dossier: Dossier, planned: Plan, worker: Staff, now: datetime) -> None:
    paper = planned.chance.choice(planned.document.papers)
    request_supplement(
        dossier_id=dossier.pk,
        items=(Asked(key=paper.key, title=paper.title.vi, note="Bản đã nộp bị mờ, không đọc được số và ngày cấp."),),
        reason="Giấy tờ nộp kèm chưa đọc được đầy đủ.",
        by=worker,
        now=now,
    )


def _stop(dossier: Dossier, leader: Staff, now: datetime) -> None:
    stop_dossier(
        dossier_id=dossier.pk,
        reason="Quá thời hạn yêu cầu mà người nộp không bổ sung hồ sơ.",
        legal_ground="Nghị định 61/2018/NĐ-CP, Điều 17",
        by=leader,
        now=now,
    )


def _hand_in(dossier: Dossier, planned: Plan, counter: Staff, now: datetime) -> None:
    keys = [paper.key for paper in planned.document.papers]
    receive_supplement(dossier_id=dossier.pk, papers=tuple(HandedIn(key) for key in keys[:1]), by=counter, now=now)


def _decide(dossier: Dossier, leader: Staff, planned: Plan, now: datetime) -> None:
    refused = planned.chance.random() < shares.SHARE_REFUSED
    as_file = planned.result_by is ResultBy.ONLINE
    decide_result(
        dossier_id=dossier.pk,
        outcome=Outcome.REFUSED if refused else Outcome.APPROVED,
        reason="Không đủ điều kiện theo quy định." if refused else "",
        result=result_file(planned.document.result.title.vi) if as_file else None,
        by=leader,
        now=now,
    )


def _return(dossier: Dossier, planned: Plan, counter: Staff, now: datetime) -> None:
    handing = Handing(
        receiver_name=planned.person.full_name,
        relation=Relation.SELF,
        identity_check=IdentityCheck.IDENTITY_CARD,
        signed_on_paper=True,
    )
    return_result(dossier_id=dossier.pk, handing=handing, by=counter, now=now)
