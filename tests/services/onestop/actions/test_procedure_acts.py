"""A procedure narrows the table of states and adds needs; without rules everything is as the table has it."""

from typing import Any

import pytest

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.models import Outcome
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.procedure_acts import rule_for, ways_from
from motcua.services.onestop.queries.offered_acts import acts_open
from motcua.services.onestop.refusals import DossierRefused, NeedMissing, NotNow
from motcua.services.onestop.rules import next_step
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import (
    NOW,
    Office,
    ask_for_more,
    at_decision,
    make_document,
    make_dossier,
    make_handing,
    make_office,
)

pytestmark = pytest.mark.django_db
LAW = {"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27"}


def office_with(*acts: dict[str, Any], **changes: Any) -> Office:
    """A ward whose procedure has these rules."""
    return make_office(acts=list(acts), **changes)


def test_without_rules_the_table_decides() -> None:
    document = make_document()
    assert rule_for(document, Action.HAND_OVER, "examination") is None
    assert ways_from(document, "examination") == ("reception", "examination", "decision")
    assert ways_from(document, "decision") == ("reception", "examination", "decision")


def test_the_rule_of_a_step_goes_before_the_rule_of_every_step() -> None:
    both = [
        {"action": "hand_over", "needs": ["reason"]},
        {"action": "hand_over", "at": ["reception"], "to": ["examination"]},
    ]
    document = make_document(acts=both)
    here, elsewhere = (rule_for(document, Action.HAND_OVER, step) for step in ("reception", "examination"))
    assert (here and here.needs, elsewhere and [str(need) for need in elsewhere.needs]) == ((), ["reason"])


def test_a_reason_asked_for_by_the_procedure_must_be_given() -> None:
    office = office_with({"action": "hand_over", "at": ["examination"], "needs": ["reason"]})
    dossier = make_dossier(office, State.IN_PROCESS)
    given: dict[str, Any] = {"dossier_id": dossier.pk, "by": office.specialist, "now": NOW}
    with pytest.raises(NeedMissing):
        hand_over(**given)
    assert hand_over(**given, note="Đủ điều kiện.").step == "decision"


def test_a_step_may_be_left_out_where_the_procedure_says_so() -> None:
    office = office_with({"action": "hand_over", "at": ["reception"], "to": ["examination", "decision"]})
    dossier = make_dossier(office, State.ACCEPTED)
    assert (step := next_step(dossier.procedure_version.content, "reception")) is not None
    assert step.key == "examination"
    moved = hand_over(dossier_id=dossier.pk, to_step="decision", by=office.receptionist, now=NOW)
    assert (moved.step, moved.state) == ("decision", State.IN_PROCESS)


def test_a_way_the_procedure_does_not_name_is_closed() -> None:
    office = office_with({"action": "hand_over", "at": ["examination"], "to": ["decision"]})
    dossier = make_dossier(office, State.IN_PROCESS)
    with pytest.raises(DossierRefused, match="Không chuyển được"):
        hand_over(dossier_id=dossier.pk, to_step="reception", note="Thiếu.", by=office.specialist, now=NOW)


def test_a_closed_act_is_neither_offered_nor_done() -> None:
    office = office_with({"action": "request_payment", "allowed": False})
    dossier = make_dossier(office, State.IN_PROCESS)
    open_now = acts_open(dossier, roles_of(office.specialist, NOW))
    assert Action.REQUEST_SUPPLEMENT in open_now
    assert Action.REQUEST_PAYMENT not in open_now
    with pytest.raises(NotNow, match="Thủ tục này không cho"):
        request_payment(dossier_id=dossier.pk, reason="12/TB", by=office.specialist, now=NOW)


def test_an_act_left_to_the_leader_is_not_the_specialists() -> None:
    office = office_with({"action": "hand_over", "at": ["examination"], "roles": ["leader"]})
    dossier = make_dossier(office, State.IN_PROCESS)
    assert Action.HAND_OVER not in acts_open(dossier, roles_of(office.specialist, NOW))
    with pytest.raises(NotAllowed):
        hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW)
    assert hand_over(dossier_id=dossier.pk, by=office.leader, now=NOW).step == "decision"


def test_the_result_must_be_a_file_where_the_procedure_says_so() -> None:
    office = office_with({"action": "decide", "needs": ["file"]})
    dossier = at_decision(office)
    with pytest.raises(NeedMissing) as refused:
        decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=NOW)
    assert refused.value.code == "file"


def test_nothing_is_returned_before_it_is_paid_where_the_procedure_says_so() -> None:
    fee = {"key": "fee", "label": {"vi": "Phí"}, "amount": 1, "unit": {"vi": "lần"}, "source": LAW, "verified": False}
    office = office_with({"action": "return", "needs": ["payment"]}, fee={"items": [fee]})
    unpaid, paid = at_decision(office), make_dossier(office, State.IN_PROCESS)
    decide_result(dossier_id=unpaid.pk, outcome=Outcome.APPROVED, by=office.leader, now=NOW)
    with pytest.raises(NeedMissing) as refused:
        return_result(dossier_id=unpaid.pk, handing=make_handing(), by=office.receptionist, now=NOW)
    assert refused.value.code == "payment"
    request_payment(dossier_id=paid.pk, reason="12/TB", by=office.specialist, now=NOW)
    confirm_payment(dossier_id=paid.pk, by=office.receptionist, now=NOW)
    hand_over(dossier_id=paid.pk, by=office.specialist, now=NOW)
    decide_result(dossier_id=paid.pk, outcome=Outcome.APPROVED, by=office.leader, now=NOW)
    assert return_result(dossier_id=paid.pk, handing=make_handing(), by=office.receptionist, now=NOW).is_closed


def test_more_papers_are_asked_for_as_often_as_the_law_of_the_procedure_says() -> None:
    office = office_with({"action": "request_supplement", "times": 2, "source": LAW})
    dossier = make_dossier(office, State.IN_PROCESS)
    for _time in range(2):
        ask_for_more(dossier, office, now=NOW)
        receive_supplement(dossier_id=dossier.pk, papers=(HandedIn("request"),), by=office.receptionist, now=NOW)
        dossier.refresh_from_db()
    with pytest.raises(DossierRefused) as refused:
        ask_for_more(dossier, office, now=NOW)
    assert refused.value.code == "second_supplement"


def test_the_applicant_hears_of_a_step_where_the_procedure_says_so() -> None:
    office = office_with({"action": "hand_over", "at": ["reception"], "effects": ["notify"]})
    dossier = make_dossier(office, State.ACCEPTED)
    before = OutboxMessage.objects.count()
    hand_over(dossier_id=dossier.pk, by=office.receptionist, now=NOW)
    message = OutboxMessage.objects.order_by("-pk")[0]
    assert OutboxMessage.objects.count() == before + 1
    assert "Đang ở bước examination" in message.body
    hand_over(dossier_id=dossier.pk, by=office.specialist, now=NOW)
    assert OutboxMessage.objects.count() == before + 1


def test_roles_of_a_rule_never_widen_the_table() -> None:
    office = office_with({"action": "decide", "roles": ["leader"]})
    dossier = at_decision(office)
    with pytest.raises(NotAllowed):
        decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.specialist, now=NOW)
