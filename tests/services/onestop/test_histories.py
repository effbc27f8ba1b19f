"""Whatever is done with dossiers, in any order and at any time: each row stays what its events add up to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.payments import jobs
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.fees import Asked as AskedFee
from motcua.foundation.payments.models import Charge
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.models import CalendarDay
from motcua.foundation.worktime.queries import forget_calendars
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.allow_delay import allow_delay
from motcua.services.onestop.actions.allow_supplement import allow_supplement
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.assign_dossier import assign_dossier
from motcua.services.onestop.actions.charge_dossier import charge_dossier
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.draft_apology import draft_apology
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.file_by_api import ApiFiling, file_by_api
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.recount_due_times import recount_due_times
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.release_dossier import release_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import accept_complaint, answer_complaint
from motcua.services.onestop.complaints.actions.withdraw_complaint import withdraw_complaint
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.moving import move_version
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import ApiClient, Dossier, DossierEvent, Outcome
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.transitions import TRANSITIONS
from tests.factories.money import FEE
from tests.factories.onestop import NOW, SYSTEM, Office, make_answers, make_handing, make_hold, make_office, make_step
from tests.factories.payments import make_book
from tests.factories.units import make_staff
from tests.factories.worktime import make_calendar_day

REASON = {"reason": "Lý do"}
GROUND = REASON | {"legal_ground": "Nghị định 61/2018/NĐ-CP"}
PEOPLE = ("receptionist", "specialist", "leader")
MOST_DOSSIERS = 3


@dataclass(frozen=True)
class Deed:
    """An act by somebody of the office where the dossier is."""

    action: Action
    act: Callable[..., Dossier]
    who: str
    given: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"{self.action}_by_{self.who}"


DEEDS = (
    Deed(Action.ACCEPT, accept_dossier, "receptionist"),
    Deed(Action.HAND_OVER, hand_over, "receptionist"),
    Deed(Action.HAND_OVER, hand_over, "specialist"),
    Deed(Action.HAND_OVER, hand_over, "leader"),
    Deed(Action.HAND_OVER, hand_over, "leader", {"to_step": "examination", "note": "Kiểm tra lại."}),
    Deed(Action.REQUEST_SUPPLEMENT, request_supplement, "specialist", REASON | {"items": [Asked(key="request")]}),
    Deed(Action.REQUEST_SUPPLEMENT, request_supplement, "leader", REASON | {"items": [Asked(key="request")]}),
    Deed(Action.ALLOW_SUPPLEMENT, allow_supplement, "leader", REASON),
    Deed(Action.RECEIVE_SUPPLEMENT, receive_supplement, "receptionist", {"papers": [HandedIn("request")]}),
    Deed(Action.REQUEST_PAYMENT, request_payment, "specialist", REASON),
    Deed(Action.CONFIRM_PAYMENT, confirm_payment, "receptionist"),
    Deed(Action.PAUSE, pause_clock, "specialist", {"hold": make_hold()}),
    Deed(Action.RESUME, resume_clock, "specialist", {"evidence": "Biên bản 3/BB"}),
    Deed(Action.EXTEND, extend_limit, "leader", GROUND | {"rule": "other", "days": 5}),
    Deed(Action.APOLOGISE, apologise, "leader", REASON | {"new_day": date(2019, 6, 3)}),
    Deed(Action.APOLOGISE, apologise, "leader", REASON | {"new_day": date(2019, 7, 3)}),
    Deed(Action.DRAFT_APOLOGY, draft_apology, "specialist", REASON | {"new_day": date(2019, 6, 4)}),
    Deed(Action.ALLOW_DELAY, allow_delay, "leader", REASON),
    Deed(Action.TAKE, take_dossier, "specialist"),
    Deed(Action.RELEASE, release_dossier, "leader"),
    Deed(Action.NOTE, add_note, "leader", {"text": "Ghi chú"}),
    Deed(Action.DECIDE, decide_result, "leader", {"outcome": Outcome.APPROVED}),
    Deed(Action.RETURN, return_result, "receptionist", {"handing": make_handing()}),
    Deed(Action.REJECT, reject_dossier, "receptionist", GROUND),
    Deed(Action.WITHDRAW, withdraw_dossier, "receptionist"),
    Deed(Action.STOP, stop_dossier, "leader", GROUND),
)
ENDS = {Action.REJECT, Action.WITHDRAW, Action.STOP, Action.NOTE}
minutes = st.integers(min_value=0, max_value=60 * 24 * 3)


class Histories(RuleBasedStateMachine):
    """Two offices, the second of which may take over from the first, and what is done at them."""

    dossiers = Bundle("dossiers")
    charges = Bundle("charges")

    def __init__(self, first: Office, second: Office, client: ApiClient) -> None:
        super().__init__()
        self.offices = {office.unit.pk: office for office in (first, second)}
        self.receiving, self.successor, self.client = first, second, client
        self.now = NOW
        self.names: dict[int, tuple[str, str]] = {}
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        try:
            for dossier in Dossier.objects.prefetch_related("pauses"):
                assert (dossier.code, dossier.token) == self.names[dossier.pk]
                assert_sound(dossier)
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            forget_calendars()  # the days off of this history are gone

    @invariant()
    def every_row_is_the_replay_of_its_events(self) -> None:
        assert list(differing()) == []

    @contextmanager
    def allowed_or_nothing(self) -> Iterator[None]:
        """Do what the rules allow; a refusal must leave everything as it was."""
        before = DossierEvent.objects.count()
        try:
            yield
        except Refused:
            assert DossierEvent.objects.count() == before

    @initialize(target=dossiers)
    def the_first(self) -> int:
        return self.file()

    @precondition(lambda self: len(self.names) < MOST_DOSSIERS)
    @rule(target=dossiers)
    def another(self) -> int:
        return self.file()

    def file(self) -> int:
        code = version_on(self.receiving.unit, day_of(self.now)).code
        filing = ApiFiling(self.receiving.slug, code, make_answers())
        made = file_by_api(client=self.client, key=str(len(self.names)), filing=filing, now=self.now)
        self.names[made.pk] = (made.code, made.token)
        return made.pk

    @rule(pk=dossiers, data=st.data(), wait=minutes)
    def do_what_the_state_allows(self, pk: int, data: st.DataObject, wait: int) -> None:
        state = State(Dossier.objects.values_list("state", flat=True).get(pk=pk))
        possible = [deed for deed in DEEDS if state in TRANSITIONS[deed.action].sources]
        # most histories should live for a while: the ends are drawn less often
        chances = [deed for deed in possible for _ in range(1 if deed.action in ENDS else 4)]
        self.do(pk, data.draw(st.sampled_from(chances)), wait)

    @rule(pk=dossiers, deed=st.sampled_from(DEEDS), wait=minutes)
    def try_anything(self, pk: int, deed: Deed, wait: int) -> None:
        self.do(pk, deed, wait)

    def do(self, pk: int, deed: Deed, wait: int) -> None:
        self.now += timedelta(minutes=wait)
        by = getattr(self.office_of(pk), deed.who)
        with self.allowed_or_nothing():
            deed.act(dossier_id=pk, by=by, now=self.now, **deed.given)

    def office_of(self, pk: int) -> Office:
        return self.offices[Dossier.objects.values_list("office_unit", flat=True).get(pk=pk)]

    @rule(pk=dossiers, to=st.sampled_from(PEOPLE))
    def hand_on_to_a_colleague(self, pk: int, to: str) -> None:
        office = self.office_of(pk)
        with self.allowed_or_nothing():
            assign_dossier(dossier_id=pk, to_staff_id=getattr(office, to).pk, by=office.leader, now=self.now)

    @rule(target=charges, pk=dossiers, waits=st.booleans(), who=st.sampled_from(PEOPLE))
    def charge(self, pk: int, waits: bool, who: str) -> str:
        by, asked = getattr(self.office_of(pk), who), [AskedFee("procedure.permit", 1)]
        issued = [""]
        with self.allowed_or_nothing():
            issued.append(charge_dossier(dossier_id=pk, asked=asked, waits=waits, by=by, now=self.now).code)
        return issued[-1]

    @rule(code=consumes(charges))
    def pay_in_cash(self, code: str) -> None:
        if charge := Charge.objects.filter(code=code).first():
            by = self.offices[charge.unit_id].receptionist
            with self.allowed_or_nothing():  # it fell away when somebody confirmed what it was waited for
                take_cash(code=code, amount=charge.amount, nonce=code, by=by, now=self.now)
            jobs.tell_settled(charge.pk)

    @rule(pk=dossiers, is_accepted=st.booleans())
    def complain_and_be_answered(self, pk: int, is_accepted: bool) -> None:
        unit_id = self.office_of(pk).unit.pk
        judge = make_staff(role=Role.LEADER, unit=self.offices[unit_id].unit)
        version = Dossier.objects.values_list("version", flat=True).get(pk=pk)
        with self.allowed_or_nothing():
            made = file_complaint(dossier_id=pk, unit_id=unit_id, text="Hẹn nhiều lần.", now=self.now)
            if is_accepted:
                accept_complaint(complaint_id=made.pk, by=judge, now=self.now)
                answer_complaint(complaint_id=made.pk, note="Đã kiểm tra.", by=judge, now=self.now)
            else:
                withdraw_complaint(dossier_id=pk, complaint_uid=made.uid, now=self.now)
        assert Dossier.objects.values_list("version", flat=True).get(pk=pk) == version  # it has a history of its own

    @rule(days=st.integers(min_value=1, max_value=20))
    def close_the_offices_on_a_day(self, days: int) -> None:
        day = (self.now + timedelta(days=days)).date()
        if not CalendarDay.objects.filter(date=day, unit=None).exists():
            make_calendar_day(day)
        recount_due_times(units=None, by=SYSTEM, now=self.now)

    @rule(pk=dossiers)
    def move_to_a_new_version(self, pk: int) -> None:
        number = DossierEvent.objects.count()
        content = self.receiving.procedure.versions.latest("number").content
        changed = content.as_json() | {"title": {"vi": f"Cấp giấy phép, lần {number}", "en": f"Permit {number}"}}
        version = publish_procedure(document=ProcedureDocument.model_validate(changed), by=SYSTEM, now=self.now)
        with self.allowed_or_nothing(), transaction.atomic():
            dossier, _roles = in_hand(Action.MOVE_VERSION, dossier_id=pk, by=SYSTEM, now=self.now)
            move_version(dossier, version, by=SYSTEM, now=self.now)

    @precondition(lambda self: self.receiving is not self.successor)
    @rule()
    def end_the_first_office(self) -> None:
        ended, self.receiving = self.receiving, self.successor
        move_to_successor(unit_id=ended.unit.pk, successor_id=self.successor.unit.pk, by=SYSTEM, now=self.now)


def assert_sound(dossier: Dossier) -> None:
    """Nothing ends while the clock stands still, and no due time is later than the law's."""
    pauses = list(dossier.pauses.all())
    stands = dossier.paused_since is not None and dossier.accepted_at is not None
    assert any(pause.ended_at is None for pause in pauses) == stands
    if dossier.due_at is not None and dossier.law_due_at is not None:
        assert dossier.due_at <= dossier.law_due_at
        assert not any(
            pause.started_at < dossier.due_at <= pause.ended_at for pause in pauses if pause.ended_at is not None
        ) or dossier.state in {State.WITHDRAWN, State.STOPPED}


LAW = {"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27"}
# the law does not count the posting: entering that step stops the clock
WITH_POSTING = [
    make_step("reception", "receptionist", "receiving", 4),
    make_step("examination", "specialist", "deciding", 24),
    make_step("posting", "specialist", "deciding", 16) | {"clock": "posting", "clock_source": LAW},
    make_step("decision", "leader", "deciding", 16),
    make_step("return", "receptionist", "receiving", 4),
]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{}, {"steps": WITH_POSTING}], ids=["plain", "with posting"])
def test_every_row_is_the_replay_of_its_events(changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_office(fee=FEE, **changes)
    second = make_office(procedure=first.procedure)
    for office in (first, second):
        make_book(office.unit)
    client = ApiClient.objects.create(name="test", key_hash=b"k" * 32, created_at=NOW)

    class Here(Histories):
        def __init__(self) -> None:
            super().__init__(first, second, client)
            monkeypatch.setattr(clock, "now", lambda: self.now)  # jobs ask it

    few = settings(max_examples=10, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=few)
