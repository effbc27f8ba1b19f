"""A result is carried home: the round, the door, nobody at home, a lost one, the cash."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.registers.queries import line_of
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.delivery.actions.bring_back import bring_back
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.delivery.actions.note_not_at_home import note_not_at_home
from motcua.services.onestop.delivery.actions.replace_parcel import replace_parcel
from motcua.services.onestop.delivery.actions.report_lost import report_lost
from motcua.services.onestop.delivery.actions.settle_trip import settle_trip
from motcua.services.onestop.delivery.actions.start_trip import start_trip
from motcua.services.onestop.delivery.door_code import door_code
from motcua.services.onestop.delivery.refusals import (
    NotThere,
    ParcelRefused,
    StillCarried,
    TooManyDoorCodes,
    WrongDoorCode,
)
from motcua.services.onestop.delivery.states import ParcelState
from motcua.services.onestop.models import Dossier, HelpedFiling, IdentityCheck, Parcel, ParcelEvent, ResultBy
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.states import State
from tests.factories.delivery import LATER, Carriers, at_the_door, make_parcel, make_trip
from tests.factories.helping import make_filing, make_helpers
from tests.factories.onestop import NOW, Office, at_decision, make_drawing, make_handing
from tests.factories.units import make_staff, sign_in


def test_a_result_handed_over_at_the_door_closes_its_dossier(carriers: Carriers) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    make_trip(carriers, parcel)
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.mate, now=LATER)
    parcel.refresh_from_db()
    dossier = Dossier.objects.get(pk=parcel.dossier_id)
    assert (parcel.state, dossier.state, dossier.closed_at) == (ParcelState.HANDED_OVER, State.RETURNED, LATER)
    delivery = dossier.delivery
    assert (delivery.identity_check, delivery.by, delivery.signed_on_paper) == (
        IdentityCheck.DOOR_CODE,
        carriers.mate,
        True,
    )
    assert dossier.book_entry is not None
    assert line_of(dossier.book_entry)["signed_by"] == "Nguyễn Thị Ánh"
    assert ParcelEvent.objects.get(parcel=parcel, fee_taken__gt=0).fee_taken == 15_000
    assert list(differing()) == []


def test_the_receiver_is_sent_a_code_when_the_team_sets_out(carriers: Carriers) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    make_trip(carriers, parcel)
    parcel.refresh_from_db()
    message = OutboxMessage.objects.latest("pk")
    assert (message.to, door_code(parcel) in message.said, "15.000 đồng" in message.body) == (
        "0901234567",
        True,
        True,
    )


@pytest.mark.parametrize("is_scanned", [True, False])
def test_the_look_up_code_on_the_receipt_opens_the_door_as_well(carriers: Carriers, *, is_scanned: bool) -> None:
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    shown = parcel.dossier.look_up_address if is_scanned else parcel.dossier.token.lower()
    door = at_the_door(parcel, code=shown, drawing=make_drawing(), signed_on_sheet=False)
    hand_over_parcel(parcel_id=parcel.pk, door=door, by=carriers.carrier, now=LATER)
    delivery = Dossier.objects.get(pk=parcel.dossier_id).delivery
    assert delivery.signature is not None


def test_a_wrong_code_hands_nothing_over_and_is_counted(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    right = at_the_door(parcel)
    wrong = at_the_door(parcel, code="000000" if right.code != "000000" else "111111")
    for _try in range(5):
        with pytest.raises(WrongDoorCode):
            hand_over_parcel(parcel_id=parcel.pk, door=wrong, by=carriers.carrier, now=LATER)
    with pytest.raises(TooManyDoorCodes):
        hand_over_parcel(parcel_id=parcel.pk, door=right, by=carriers.carrier, now=LATER)
    assert Parcel.objects.get(pk=parcel.pk).state == ParcelState.ON_THE_WAY


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fee_is_taken": False}, "fee"),
        ({"signed_on_sheet": False}, "signature"),
        ({"receiver_name": " "}, "receiver_name"),
    ],
)
def test_fee_signature_and_name_are_needed(carriers: Carriers, changes: dict[str, object], code: str) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    make_trip(carriers, parcel)
    with pytest.raises(NeedMissing) as refused:
        hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel, **changes), by=carriers.carrier, now=LATER)
    assert refused.value.code == code
    assert Dossier.objects.get(pk=parcel.dossier_id).state == State.DECIDED


def test_only_the_team_that_carries_it_hands_it_over(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    other = make_staff(role=Role.VOLUNTEER, unit=carriers.office.unit)
    with pytest.raises(Parcel.DoesNotExist):
        hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=other, now=LATER)
    with pytest.raises(NotAllowed):
        hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.office.receptionist, now=LATER)


def test_a_volunteer_sees_what_is_on_the_own_trip_until_it_is_settled(carriers: Carriers) -> None:
    parcel, waiting = make_parcel(carriers), make_parcel(carriers)
    trip = make_trip(carriers, parcel)
    with pytest.raises(Parcel.DoesNotExist):
        note_not_at_home(parcel_id=waiting.pk, note="", by=carriers.carrier, now=LATER)
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=LATER)
    settle_trip(trip_id=trip.pk, handed=0, note="", by=carriers.office.receptionist, now=LATER)
    with pytest.raises(Parcel.DoesNotExist):
        report_lost(parcel_id=parcel.pk, note="Mất", by=carriers.carrier, now=LATER)


def test_nobody_at_home_is_tried_again_and_after_three_visits_the_applicant_is_asked_to_come(
    carriers: Carriers,
) -> None:
    parcel = make_parcel(carriers)
    for visit in range(1, 4):
        trip = make_trip(carriers, parcel)
        note_not_at_home(parcel_id=parcel.pk, note="Nhà khóa cửa", by=carriers.carrier, now=LATER)
        back = bring_back(parcel_id=parcel.pk, by=carriers.office.receptionist, now=LATER)
        assert back.state == (ParcelState.AT_COUNTER if visit == 3 else ParcelState.READY)
        settle_trip(trip_id=trip.pk, handed=0, note="", by=carriers.office.receptionist, now=LATER)
    assert "Mời đến nhận tại bộ phận một cửa" in OutboxMessage.objects.latest("pk").body
    with pytest.raises(NotThere):
        make_trip(carriers, parcel)


def test_the_counter_hands_over_what_is_there_and_nothing_that_is_on_the_way(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    trip = make_trip(carriers, parcel)
    handing: dict[str, Any] = {
        "dossier_id": parcel.dossier_id,
        "handing": make_handing(),
        "by": carriers.office.receptionist,
    }
    with pytest.raises(StillCarried):
        return_result(**handing, now=LATER)
    bring_back(parcel_id=parcel.pk, by=carriers.office.receptionist, now=LATER)
    return_result(**handing, now=LATER)
    assert Parcel.objects.get(pk=parcel.pk).state == ParcelState.COLLECTED
    settle_trip(trip_id=trip.pk, handed=0, note="", by=carriers.office.receptionist, now=LATER)


def test_a_lost_result_is_said_at_once_and_replaced(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    with pytest.raises(NeedMissing):
        report_lost(parcel_id=parcel.pk, note=" ", by=carriers.carrier, now=LATER)
    report_lost(parcel_id=parcel.pk, note="Rơi trên đường", by=carriers.carrier, now=LATER)
    assert "thất lạc" in OutboxMessage.objects.latest("pk").body
    with pytest.raises(StillCarried):
        return_result(dossier_id=parcel.dossier_id, handing=make_handing(), by=carriers.office.receptionist, now=LATER)
    again = replace_parcel(parcel_id=parcel.pk, note="Cấp bản sao số 2", by=carriers.office.receptionist, now=LATER)
    assert (again.state, again.trip, again.tries) == (ParcelState.READY, None, 0)


def test_a_trip_is_settled_when_nothing_is_on_the_way_and_the_cash_is_explained(carriers: Carriers) -> None:
    first, second = make_parcel(carriers, fee=15_000), make_parcel(carriers, fee=8_000)
    trip = make_trip(carriers, first, second)
    hand_over_parcel(parcel_id=first.pk, door=at_the_door(first), by=carriers.carrier, now=LATER)
    given: dict[str, Any] = {"trip_id": trip.pk, "by": carriers.office.receptionist, "now": LATER}
    with pytest.raises(ParcelRefused) as refused:
        settle_trip(handed=15_000, note="", **given)
    assert refused.value.code == "still_carried"
    bring_back(parcel_id=second.pk, by=carriers.office.receptionist, now=LATER)
    with pytest.raises(PaymentRefused) as wrong:
        settle_trip(handed=14_000, note="", **given)
    assert wrong.value.code == "difference"
    settled = settle_trip(handed=14_000, note="Thiếu 1.000 đồng tiền lẻ", **given)
    assert (settled.expected, settled.handed) == (15_000, 14_000)
    with pytest.raises(NotThere):
        settle_trip(handed=14_000, note="Thiếu", **given)


def test_whoever_still_has_the_cash_of_a_trip_takes_no_new_parcels(carriers: Carriers) -> None:
    make_trip(carriers, make_parcel(carriers))
    with pytest.raises(ParcelRefused) as refused:
        make_trip(carriers, make_parcel(carriers))
    assert refused.value.code == "trip_open"


def test_a_trip_needs_parcels_that_wait_with_a_street_and_a_carrier_of_the_team(carriers: Carriers) -> None:
    parcel = make_parcel(carriers, street="")
    given: dict[str, Any] = {"team_id": carriers.team.pk, "by": carriers.office.receptionist, "now": NOW}
    for carrier, parcels, code in (
        (carriers.carrier, [], "no_parcels"),
        (carriers.carrier, [parcel.pk], "no_street"),
        (carriers.carrier, [parcel.pk + 1000], "parcel_not_there"),
        (carriers.office.specialist, [parcel.pk], "not_of_the_team"),
    ):
        with pytest.raises(ParcelRefused) as refused:
            start_trip(carrier_id=carrier.pk, parcels=parcels, **given)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        start_trip(team_id=carriers.team.pk, carrier_id=carriers.carrier.pk, parcels=[], by=carriers.carrier, now=NOW)


def test_a_unit_that_carries_nothing_home_does_not_take_the_wish(office: Office) -> None:
    with pytest.raises(DossierRefused) as refused:
        at_decision(office, result_by=ResultBy.HOME)
    assert refused.value.code == "no_home_delivery"


def test_the_notice_of_a_result_that_is_brought_does_not_ask_to_come(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    told = OutboxMessage.objects.filter(about_id=str(parcel.dossier_id), subject__contains="đã có kết quả").get().body
    assert ("sẽ được giao" in told, "Mời đến nhận" in told) == (True, False)


def helped_parcel(carriers: Carriers, **changes: Any) -> Parcel:
    """Return the parcel of a dossier that somebody filed for the applicant; `changes` of what they filled in."""
    parcel = make_parcel(carriers)
    helpers = make_helpers(carriers.office)
    filing = make_filing(helpers, **changes)
    HelpedFiling.objects.filter(pk=filing.pk).update(dossier=parcel.dossier, filed_at=NOW)
    told = {"name": helpers.helper.full_name, "under": "Tổ tư vấn"}
    known = {"contact_phone": filing.phone, "contact_email": filing.email, "helper": told}
    Dossier.objects.filter(pk=parcel.dossier_id).update(**known)
    parcel.refresh_from_db()
    return parcel


def test_the_door_of_a_helped_dossier_is_not_told_to_try_the_code_on_the_paper(carriers: Carriers) -> None:
    parcel = helped_parcel(carriers)
    make_trip(carriers, parcel)
    for shown in (parcel.dossier.token, "000000"):
        with pytest.raises(DossierRefused) as refusal:
            hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel, code=shown), by=carriers.mate, now=LATER)
        assert "mã tra cứu trên giấy không dùng được" in str(refusal.value.message)
    page = sign_in(Client(), carriers.mate).get(reverse("delivery:act", args=[parcel.uid, "giao"]))
    assert "mã tra cứu trên giấy không dùng được" in page.content.decode()
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.mate, now=LATER)


def test_a_result_nobody_can_be_sent_the_code_for_is_not_carried_out(carriers: Carriers) -> None:
    parcel = helped_parcel(carriers, phone="")
    own = make_parcel(carriers)
    Dossier.objects.filter(pk=own.dossier_id).update(contact_phone="")  # shows the code on the receipt
    with pytest.raises(ParcelRefused) as refusal:
        make_trip(carriers, own, parcel)
    assert refusal.value.code == "no_way_to_send_code"
    assert parcel.dossier.code in str(refusal.value.message)
    make_trip(carriers, own)
