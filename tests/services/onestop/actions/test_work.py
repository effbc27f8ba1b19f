"""The work on a dossier: handing over, taking, giving back, notes, decision, return, withdrawal, stopping."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest

from motcua.foundation.registers.queries import line_of
from motcua.foundation.units.models import Role
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.release_dossier import release_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.models import Delivery, Dossier, Outcome, PaperSource, Pause
from motcua.services.onestop.refusals import DossierRefused, HeldByColleague, NeedMissing, NotNow
from motcua.services.onestop.states import Action, State
from tests.factories.attachments import make_pdf
from tests.factories.onestop import CITIZEN, NOW, Office, make_dossier, make_handing
from tests.factories.units import make_delegation, make_staff

LATER = NOW + timedelta(hours=1)


def at_decision(office: Office) -> Dossier:
    dossier = make_dossier(office, State.IN_PROCESS)
    return hand_over(dossier_id=dossier.pk, by=office.specialist, now=LATER)


def test_handing_over_goes_to_the_next_step_and_frees_the_dossier(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    assert dossier.holder_id == office.receptionist.pk
    dossier = hand_over(dossier_id=dossier.pk, by=office.receptionist, now=LATER)
    assert (dossier.state, dossier.step, dossier.holder_id) == (State.IN_PROCESS, "examination", None)


def test_handing_over_to_a_person_makes_them_the_holder(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    dossier = hand_over(dossier_id=dossier.pk, to_staff_id=office.specialist.pk, by=office.receptionist, now=LATER)
    assert dossier.holder_id == office.specialist.pk


def test_nobody_without_the_role_of_the_step_can_be_given_the_dossier(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    elsewhere = make_staff(role=Role.SPECIALIST)
    for staff in (office.leader, elsewhere):
        with pytest.raises(DossierRefused) as refused:
            hand_over(dossier_id=dossier.pk, to_staff_id=staff.pk, by=office.receptionist, now=LATER)
        assert refused.value.code == "wrong_person"


def test_a_step_cannot_be_left_out(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    for step in ("decision", "return", "nowhere"):
        with pytest.raises(DossierRefused) as refused:
            hand_over(dossier_id=dossier.pk, to_step=step, by=office.receptionist, now=LATER)
        assert refused.value.code == "wrong_step"


def test_the_decision_cannot_be_handed_on(office: Office) -> None:
    dossier = at_decision(office)
    with pytest.raises(DossierRefused) as refused:
        hand_over(dossier_id=dossier.pk, by=office.leader, now=LATER)
    assert refused.value.code == "decide_first"


def test_going_back_needs_a_word_why(office: Office) -> None:
    dossier = at_decision(office)
    with pytest.raises(NeedMissing):
        hand_over(dossier_id=dossier.pk, to_step="examination", by=office.leader, now=LATER)
    dossier = hand_over(dossier_id=dossier.pk, to_step="reception", note="Thiếu chữ ký.", by=office.leader, now=LATER)
    assert (dossier.state, dossier.step) == (State.ACCEPTED, "reception")


def test_a_dossier_that_a_colleague_holds_is_theirs_until_it_is_taken(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    colleague = make_staff(role=Role.SPECIALIST, unit=office.unit, name="Ngô Thị Bận")
    take_dossier(dossier_id=dossier.pk, by=colleague, now=LATER)
    with pytest.raises(HeldByColleague) as refused:
        hand_over(dossier_id=dossier.pk, by=office.specialist, now=LATER)
    assert "Ngô Thị Bận" in str(refused.value.message)
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=LATER)
    assert hand_over(dossier_id=dossier.pk, by=office.specialist, now=LATER).step == "decision"


def test_a_leader_may_step_in_for_whoever_holds_the_dossier(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=LATER)
    assert hand_over(dossier_id=dossier.pk, by=office.leader, now=LATER).step == "decision"


def test_a_deputy_works_on_what_the_absent_colleague_holds(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=LATER)
    deputy = make_staff(unit=office.unit)
    day = LATER.date()
    make_delegation(
        absent=office.specialist, deputy=deputy, unit=office.unit, first_day=day, end=day + timedelta(days=2)
    )
    assert hand_over(dossier_id=dossier.pk, by=deputy, now=LATER).step == "decision"


def test_a_dossier_can_be_given_back_to_the_common_list(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    assert release_dossier(dossier_id=dossier.pk, by=office.receptionist, now=LATER).holder_id is None


def test_taking_what_one_holds_writes_nothing(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    again = take_dossier(dossier_id=dossier.pk, by=office.receptionist, now=LATER)
    assert again.version == dossier.version


def test_notes_are_for_staff_only_and_possible_after_the_end(office: Office) -> None:
    dossier = make_dossier(office, State.RETURNED)
    add_note(dossier_id=dossier.pk, text=" Đã gọi điện. ", by=office.receptionist, now=LATER)
    event = dossier.events.get(kind=Action.NOTE)
    assert (event.payload["text"], event.public) == ("Đã gọi điện.", False)
    with pytest.raises(NeedMissing):
        add_note(dossier_id=dossier.pk, text="  ", by=office.receptionist, now=LATER)


def test_the_decision_ends_the_clock_and_sends_the_dossier_to_the_counter(office: Office) -> None:
    dossier = at_decision(office)
    upload = BytesIO(make_pdf())
    upload.name = "giay-phep.pdf"
    dossier = decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, result=upload, by=office.leader, now=LATER)
    assert (dossier.state, dossier.step, dossier.outcome) == (State.DECIDED, "return", Outcome.APPROVED)
    assert (dossier.finished_at, dossier.closed_at) == (LATER, None)
    paper = dossier.papers.get(source=PaperSource.RESULT)
    assert (paper.title, paper.stored is not None and paper.stored.name) == ("Giấy phép", "giay-phep.pdf")


def test_a_refusal_needs_its_reason(office: Office) -> None:
    dossier = at_decision(office)
    with pytest.raises(NeedMissing):
        decide_result(dossier_id=dossier.pk, outcome=Outcome.REFUSED, by=office.leader, now=LATER)
    dossier = decide_result(
        dossier_id=dossier.pk, outcome=Outcome.REFUSED, reason="Không đủ điều kiện.", by=office.leader, now=LATER
    )
    assert dossier.outcome == Outcome.REFUSED


def test_nothing_is_decided_before_the_step_of_the_decision(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(DossierRefused) as refused:
        decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=LATER)
    assert refused.value.code == "not_at_decision"


def test_the_result_is_returned_against_a_signature_and_the_book_completed(office: Office) -> None:
    dossier = make_dossier(office, State.DECIDED)
    dossier = return_result(dossier_id=dossier.pk, handing=make_handing(), by=office.receptionist, now=LATER)
    stored = Dossier.objects.select_related("book_entry").get(pk=dossier.pk)
    assert (stored.state, stored.closed_at) == (State.RETURNED, LATER)
    assert stored.book_entry is not None
    line = line_of(stored.book_entry)
    assert (line["signed_by"], line["returned"]) == ("Nguyễn Thị Ánh", "09:30 08/04/2019")
    assert Delivery.objects.get(dossier=dossier).by_id == office.receptionist.pk


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"receiver_name": " "}, "receiver_name"), ({"signed_on_paper": False}, "signature")],
)
def test_nothing_is_returned_without_name_and_signature(office: Office, changes: dict[str, object], code: str) -> None:
    dossier = make_dossier(office, State.DECIDED)
    with pytest.raises(NeedMissing) as refused:
        return_result(dossier_id=dossier.pk, handing=make_handing(**changes), by=office.receptionist, now=LATER)
    assert refused.value.code == code
    assert not Delivery.objects.exists()


def test_a_refusal_at_the_counter_needs_reason_and_legal_ground(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    for reason, ground in (("", "Nghị định"), ("Lý do", " ")):
        with pytest.raises(NeedMissing):
            reject_dossier(dossier_id=dossier.pk, reason=reason, legal_ground=ground, by=office.receptionist, now=LATER)
    dossier = make_dossier(office, State.REJECTED)
    event = dossier.events.get(kind=Action.REJECT)
    assert (event.payload["legal_ground"], event.payload["number"]) == ("Nghị định 61/2018/NĐ-CP", "01/TCHS")


def test_what_was_accepted_cannot_be_refused_at_the_counter(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    with pytest.raises(NotNow):
        reject_dossier(dossier_id=dossier.pk, reason="Lý do", legal_ground="Luật", by=office.receptionist, now=LATER)


def test_the_applicant_withdraws_by_the_code_also_while_papers_are_awaited(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    dossier = withdraw_dossier(dossier_id=dossier.pk, by=CITIZEN, now=LATER)
    assert (dossier.state, dossier.closed_at, dossier.paused_since) == (State.WITHDRAWN, LATER, None)
    assert Pause.objects.get().ended_at == LATER


def test_a_decided_dossier_cannot_be_withdrawn(office: Office) -> None:
    dossier = make_dossier(office, State.DECIDED)
    with pytest.raises(NotNow):
        withdraw_dossier(dossier_id=dossier.pk, by=CITIZEN, now=LATER)


def test_a_dossier_is_stopped_when_what_was_asked_for_never_came(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    dossier = stop_dossier(
        dossier_id=dossier.pk, reason="Quá hạn bổ sung.", legal_ground="Nghị định", by=office.leader, now=LATER
    )
    assert (dossier.state, dossier.closed_at) == (State.STOPPED, LATER)
    assert Pause.objects.get().ended_at == LATER


@pytest.mark.parametrize("text", ["Bà Nguyễn Thị Ánh nộp sai nơi", "Gọi 0901 234 567"])
def test_what_the_look_up_shows_may_not_say_who_the_applicant_is(office: Office, text: str) -> None:
    submitted, running = make_dossier(office, State.SUBMITTED), make_dossier(office, State.IN_PROCESS)
    attempts: tuple[Callable[[], Dossier], ...] = (
        lambda: reject_dossier(
            dossier_id=submitted.pk, reason=text, legal_ground="Luật", by=office.receptionist, now=LATER
        ),
        lambda: reject_dossier(
            dossier_id=submitted.pk, reason="Sai nơi", legal_ground=text, by=office.receptionist, now=LATER
        ),
        lambda: stop_dossier(dossier_id=running.pk, reason=text, legal_ground="Luật", by=office.leader, now=LATER),
        lambda: request_payment(dossier_id=running.pk, reason=text, by=office.specialist, now=LATER),
    )
    for attempt in attempts:
        with pytest.raises(DossierRefused) as refused:
            attempt()
        assert refused.value.code == "personal_data"
    assert {each.state for each in Dossier.objects.all()} == {State.SUBMITTED, State.IN_PROCESS}
