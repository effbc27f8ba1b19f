"""The citizen says they never agreed: flagged, held, verified by somebody else than the helper."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.delivery.actions.post_parcel import post_parcel
from motcua.services.onestop.delivery.actions.start_trip import start_trip
from motcua.services.onestop.delivery.states import ParcelState
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.actions.verify_help import verify_help
from motcua.services.onestop.models import Dossier, Outcome, Parcel, ResultBy
from motcua.services.onestop.queries.dossier import dossier_page
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.queries.worklist import Wanted, work_list
from motcua.services.onestop.states import Action
from tests.factories.delivery import make_carriers
from tests.factories.helping import Helpers, make_helped
from tests.factories.onestop import CITIZEN, NOW, make_dossier, make_handing

LATER = NOW + timedelta(minutes=30)
WHY = "Tôi không nhờ ai nộp."


def objected(helpers: Helpers, **changes: Any) -> Dossier:
    dossier = make_helped(helpers, **changes)
    return object_to_help(dossier_id=dossier.pk, reason=WHY, by=CITIZEN, now=LATER)


def at_the_decision(helpers: Helpers) -> Dossier:
    office, dossier = helpers.office, make_helped(helpers)
    accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW)
    for staff in (office.receptionist, office.specialist):
        dossier = hand_over(dossier_id=dossier.pk, by=staff, now=NOW)
    return dossier


def decide(dossier: Dossier, helpers: Helpers) -> Dossier:
    return decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=helpers.office.leader, now=LATER)


def test_the_dossier_is_flagged_for_counter_and_leader(helpers: Helpers) -> None:
    dossier = objected(helpers)
    assert dossier.objected_at == LATER
    receptionist = helpers.office.receptionist
    roles = roles_of(receptionist, LATER)
    row = work_list(staff=receptionist, roles=roles, wanted=Wanted(), now=LATER).rows[0]
    assert (row.is_helped, row.is_objected) == (True, True)
    page = dossier_page(code=dossier.code, roles=roles, now=LATER)
    assert page.objection == WHY
    assert Action.VERIFY_HELP in page.acts
    assert Action.OBJECT not in page.acts
    event = dossier.events.get(kind=Action.OBJECT)
    assert (event.actor_kind, event.actor_name, event.payload["reason"]) == ("citizen", "", WHY)


def test_the_look_up_says_that_it_is_being_verified_and_not_why(helpers: Helpers) -> None:
    status = status_by_token(text=objected(helpers).token, address="203.0.113.7", now=LATER)
    assert status is not None
    assert (status.is_objected, status.can_object, status.reason) == (True, False, "")


def test_nothing_is_decided_before_it_is_verified(helpers: Helpers) -> None:
    dossier = at_the_decision(helpers)
    object_to_help(dossier_id=dossier.pk, reason=WHY, by=CITIZEN, now=LATER)
    assert (
        Action.DECIDE
        not in dossier_page(code=dossier.code, roles=roles_of(helpers.office.leader, LATER), now=LATER).acts
    )
    with pytest.raises(Refused) as refusal:
        decide(dossier, helpers)
    assert refusal.value.code == "not_now"
    verify_help(dossier_id=dossier.pk, reason="Đã gọi, bà xác nhận.", by=helpers.office.leader, now=LATER)
    assert decide(dossier, helpers).finished_at == LATER


def test_nothing_is_handed_over_before_it_is_verified(helpers: Helpers) -> None:
    dossier = decide(at_the_decision(helpers), helpers)
    object_to_help(dossier_id=dossier.pk, reason=WHY, by=CITIZEN, now=LATER)
    with pytest.raises(Refused) as refusal:
        return_result(dossier_id=dossier.pk, handing=make_handing(), by=helpers.office.receptionist, now=LATER)
    assert refusal.value.code == "not_now"


@pytest.mark.parametrize("way", [ResultBy.POST, ResultBy.HOME])
def test_nothing_is_sent_out_before_it_is_verified(helpers: Helpers, way: ResultBy) -> None:
    """Neither by post nor with a team: once it is on its way, nobody can hold it back."""
    dossier, counter = at_the_decision(helpers), helpers.office.receptionist
    Dossier.objects.filter(pk=dossier.pk).update(result_by=way)
    decide(dossier, helpers)
    object_to_help(dossier_id=dossier.pk, reason=WHY, by=CITIZEN, now=LATER)
    parcel = Parcel.objects.get(dossier=dossier)
    Parcel.objects.update(street="12 Lê Lợi")
    team = make_carriers(helpers.office)

    def send() -> object:
        if way is ResultBy.POST:
            return post_parcel(parcel_id=parcel.pk, tracking="RA1", by=counter, now=LATER)
        trip: dict[str, Any] = {"team_id": team.team.pk, "carrier_id": team.carrier.pk, "parcels": [parcel.pk]}
        return start_trip(**trip, by=counter, now=LATER)

    with pytest.raises(Refused) as refusal:
        send()
    assert refusal.value.code == "parcel_objected"
    verify_help(dossier_id=dossier.pk, reason="Đã gọi, bà xác nhận.", by=helpers.office.leader, now=LATER)
    send()
    parcel.refresh_from_db()
    assert parcel.state in {ParcelState.POSTED, ParcelState.ON_THE_WAY}


def test_the_helper_does_not_verify_their_own_help(helpers: Helpers) -> None:
    receptionist = helpers.office.receptionist
    dossier = objected(helpers, by=receptionist, team_id=None)
    with pytest.raises(Refused) as refusal:
        verify_help(dossier_id=dossier.pk, reason="Đúng.", by=receptionist, now=LATER)
    assert refusal.value.code == "own_help"
    with pytest.raises(NotAllowed):
        verify_help(dossier_id=dossier.pk, reason="Đúng.", by=helpers.office.specialist, now=LATER)
    with pytest.raises(Dossier.DoesNotExist):
        verify_help(dossier_id=dossier.pk, reason="Đúng.", by=helpers.helper, now=LATER)


def test_the_counter_writes_an_objection_down_for_whoever_comes_there(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    told = object_to_help(dossier_id=dossier.pk, reason=WHY, by=helpers.office.receptionist, now=LATER)
    assert told.objected_at == LATER


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason"), (WHY, "objected_already")])
def test_an_objection_has_a_reason_and_waits_once(helpers: Helpers, reason: str, code: str) -> None:
    dossier = make_helped(helpers) if code == "reason" else objected(helpers)
    with pytest.raises(Refused) as refusal:
        object_to_help(dossier_id=dossier.pk, reason=reason, by=CITIZEN, now=LATER)
    assert refusal.value.code == code


def test_nobody_objects_to_help_that_was_not_given_or_verifies_what_nobody_said(helpers: Helpers) -> None:
    dossier = make_dossier(helpers.office)
    with pytest.raises(Refused) as refusal:
        object_to_help(dossier_id=dossier.pk, reason=WHY, by=CITIZEN, now=LATER)
    assert refusal.value.code == "nobody_helped"
    with pytest.raises(Refused) as refusal:
        verify_help(dossier_id=dossier.pk, reason="Đúng.", by=helpers.office.leader, now=LATER)
    assert refusal.value.code == "nobody_objected"


def test_a_withdrawn_dossier_waits_for_nothing_and_rows_equal_their_replay(helpers: Helpers) -> None:
    dossier = objected(helpers)
    objected(helpers, identity_number="079190054322")
    withdraw_dossier(dossier_id=dossier.pk, by=helpers.office.receptionist, now=LATER)
    dossier.refresh_from_db()
    assert dossier.objected_at is None
    assert list(differing()) == []
