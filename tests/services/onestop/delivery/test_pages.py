"""The delivery on pages: from the counter to the door and back, and nothing of the dossier for the team."""

import io
from datetime import datetime
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.models import Charge
from motcua.foundation.privacy.models import Reading
from motcua.foundation.worktime import clock
from motcua.services.onestop.delivery.actions.bring_back import bring_back
from motcua.services.onestop.delivery.actions.correct_parcel import Destination, correct_parcel
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.delivery.actions.replace_parcel import replace_parcel
from motcua.services.onestop.delivery.actions.report_lost import report_lost
from motcua.services.onestop.delivery.actions.settle_trip import settle_trip
from motcua.services.onestop.delivery.door_code import door_code
from motcua.services.onestop.delivery.states import ParcelState
from motcua.services.onestop.models import DeliveryTeam, DeliveryTrip, Parcel, TripSettlement, Way
from tests.factories.delivery import LATER, Carriers, at_the_door, make_parcel, make_trip
from tests.factories.units import sign_in
from tests.foundation.documents.paper import text_of


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return LATER


@pytest.fixture
def counter(carriers: Carriers) -> Client:
    """The receptionist's browser."""
    return sign_in(Client(), carriers.office.receptionist)


@pytest.fixture
def phone(carriers: Carriers) -> Client:
    """The carrier's phone."""
    return sign_in(Client(), carriers.carrier)


def test_without_a_team_or_a_result_the_page_says_what_is_missing(carriers: Carriers, counter: Client) -> None:
    assert "Không có kết quả nào chờ giao" in counter.get(reverse("delivery:new_trip")).content.decode()
    DeliveryTeam.objects.update(is_active=False)
    assert "Chưa có tổ nào" in counter.get(reverse("delivery:new_trip")).content.decode()


def test_a_round_from_the_counter_to_the_door_and_back(carriers: Carriers, counter: Client, phone: Client) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    assert parcel.name in counter.get(reverse("delivery:home")).content.decode()
    form = {"team": carriers.team.pk, "carrier": carriers.carrier.pk, "parcels": [parcel.pk]}
    counter.post(reverse("delivery:new_trip"), form)
    trip = DeliveryTrip.objects.get()
    page = reverse("delivery:trip", args=[trip.pk])
    parcel.refresh_from_db()
    assert "12 Lê Lợi" in phone.get(page).content.decode()
    door = {
        "code": door_code(parcel),
        "receiver_name": parcel.name,
        "relation": "self",
        "signed_on_sheet": "on",
        "fee_is_taken": "on",
    }
    answer = phone.post(reverse("delivery:act", args=[parcel.uid, "giao"]), door)
    assert answer.headers["Location"] == page
    assert "15.000 đồng" in counter.get(page).content.decode()
    settled = counter.post(reverse("delivery:settle", args=[trip.pk]), {"handed": 15_000, "note": ""})
    assert settled.headers["Location"] == page
    assert TripSettlement.objects.get().handed == 15_000
    assert phone.get(page).status_code == 404


def test_the_team_sees_nothing_of_the_dossier(carriers: Carriers, phone: Client) -> None:
    parcel = make_parcel(carriers)
    trip = make_trip(carriers, parcel)
    dossier = parcel.dossier
    pages = (
        reverse("delivery:home"),
        reverse("delivery:trip", args=[trip.pk]),
        reverse("delivery:parcel", args=[parcel.uid]),
        reverse("delivery:act", args=[parcel.uid, "giao"]),
    )
    for page in pages:
        shown = phone.get(page).content.decode()
        for secret in (dossier.code, dossier.procedure.title_vi, dossier.applicant.identity_number, dossier.token):
            assert secret
            assert secret not in shown
    sheet = phone.get(reverse("delivery:sheet", args=[trip.pk])).content
    assert dossier.code not in text_of(sheet)


def test_the_route_sheet_lists_the_doors_in_the_order_of_the_walk(carriers: Carriers, counter: Client) -> None:
    streets = ["100 Lê Lợi", "9 Lê Lợi", "12/3 Lê Lợi"]
    parcels = [make_parcel(carriers, street=street, fee=1000) for street in streets]
    trip = make_trip(carriers, *parcels)
    content = counter.get(reverse("delivery:sheet", args=[trip.pk])).content
    words = text_of(content)
    places = [words.index(street) for street in ("9 Lê Lợi", "12/3 Lê Lợi", "100 Lê Lợi")]
    assert places == sorted(places)
    assert "3.000" in words
    assert len(pypdfium2.PdfDocument(io.BytesIO(content))) == 1


def test_a_settled_trip_keeps_what_it_was_handed_and_how_each_parcel_ended_on_it(
    carriers: Carriers, counter: Client, phone: Client
) -> None:
    names = ("Lê Mất Tích", "Trần Trở Lại", "Phạm Đã Nhận")
    lost, back, given = [make_parcel(carriers, name=name) for name in names]
    trip = make_trip(carriers, lost, back, given)
    told: dict[str, Any] = {"by": carriers.office.receptionist, "now": LATER}
    report_lost(parcel_id=lost.pk, note="Rơi trên đường", **told)
    replace_parcel(parcel_id=lost.pk, note="Cấp bản sao số 2", **told)
    page = reverse("delivery:trip", args=[trip.pk])
    gone = reverse("delivery:parcel", args=[lost.uid])
    assert (gone in phone.get(page).content.decode(), phone.get(gone).status_code) == (False, 404)
    bring_back(parcel_id=back.pk, **told)
    hand_over_parcel(parcel_id=given.pk, door=at_the_door(given), by=carriers.carrier, now=LATER)
    settle_trip(trip_id=trip.pk, handed=0, note="", **told)
    make_trip(carriers, lost, back, now=LATER)
    shown = counter.get(page).content.decode()
    sheet = text_of(counter.get(reverse("delivery:sheet", args=[trip.pk])).content)
    for name in names:
        assert name in shown
    for ended in ("Báo mất", "Đã nhận lại tại quầy", "Đã giao"):
        assert ended in shown
        assert ended in sheet
    assert ("Chờ giao" in shown, "Đang giao" in shown, gone in shown) == (False, False, True)


def test_a_door_that_was_corrected_after_the_trip_is_told_on_its_sheet_and_page(
    carriers: Carriers, counter: Client
) -> None:
    first, second = make_parcel(carriers), make_parcel(carriers, name="Trần Ở Yên")
    trip = make_trip(carriers, first, second)
    told: dict[str, Any] = {"by": carriers.office.receptionist, "now": LATER}
    sheet, page = (reverse(f"delivery:{name}", args=[trip.pk]) for name in ("sheet", "trip"))
    assert "Nơi giao đã sửa" not in text_of(counter.get(sheet).content) + counter.get(page).content.decode()
    for parcel in (first, second):
        bring_back(parcel_id=parcel.pk, **told)
    settle_trip(trip_id=trip.pk, handed=0, note="", **told)
    to = Destination(way=Way.HOME, name=first.name, phone="", street="77 Âu Cơ", place="Phường 10")
    correct_parcel(parcel_id=first.pk, to=to, **told)
    words = " ".join(text_of(counter.get(sheet).content).split())
    assert words.count("Nơi giao đã sửa sau khi bàn giao") == 1
    assert "in lại sau khi quyết toán" in words
    assert counter.get(page).content.decode().count("Nơi giao đã sửa sau khi bàn giao") == 1


def test_a_trip_keeps_the_fee_it_was_handed_when_it_is_paid_before_the_next(
    carriers: Carriers, counter: Client
) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    trip = make_trip(carriers, parcel)
    told: dict[str, Any] = {"by": carriers.office.receptionist, "now": LATER}
    bring_back(parcel_id=parcel.pk, **told)
    settle_trip(trip_id=trip.pk, handed=0, note="", **told)
    take_cash(code=Charge.objects.get().code, amount=15_000, nonce="tại quầy", **told)
    later = make_trip(carriers, parcel, now=LATER)
    fees = [
        "thu 15.000" in counter.get(reverse("delivery:trip", args=[one.pk])).content.decode() for one in (trip, later)
    ]
    sheets = [text_of(counter.get(reverse("delivery:sheet", args=[one.pk])).content) for one in (trip, later)]
    assert (fees, ["15.000" in sheet for sheet in sheets]) == ([True, False], [True, False])


def test_a_wrong_code_is_said_at_the_door(carriers: Carriers, phone: Client) -> None:
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    parcel.refresh_from_db()
    wrong = "000000" if door_code(parcel) != "000000" else "111111"
    door = {"code": wrong, "receiver_name": "A", "relation": "self", "signed_on_sheet": "on"}
    answer = phone.post(reverse("delivery:act", args=[parcel.uid, "giao"]), door)
    assert (answer.status_code, "Mã này không đúng" in answer.content.decode()) == (400, True)


def test_the_counter_corrects_posts_and_takes_back(carriers: Carriers, counter: Client) -> None:
    parcel = make_parcel(carriers, way=Way.POST)
    page = reverse("delivery:parcel", args=[parcel.uid])
    counter.post(reverse("delivery:act", args=[parcel.uid, "gui-buu-chinh"]), {"tracking": "RA1VN"})
    assert "RA1VN" in counter.get(page).content.decode()
    counter.post(reverse("delivery:act", args=[parcel.uid, "chuyen-hoan"]), {"note": "Sai số nhà"})
    moved = {"way": "home", "name": "B", "phone": "", "street": "3 Lê Lợi", "place": ""}
    assert counter.post(reverse("delivery:act", args=[parcel.uid, "sua"]), moved).headers["Location"] == page
    parcel.refresh_from_db()
    assert (parcel.state, parcel.way, parcel.street) == (ParcelState.READY, Way.HOME, "3 Lê Lợi")


def test_a_team_is_formed_and_changed_by_its_name(carriers: Carriers, counter: Client) -> None:
    given = {"unit": carriers.office.unit.pk, "name": "Tổ 1", "association": "Đoàn", "members": [carriers.mate.pk]}
    assert counter.post(reverse("delivery:teams"), given).status_code == 302
    team = DeliveryTeam.objects.get()
    assert (team.association, list(team.members.all())) == ("Đoàn", [carriers.mate])


def test_what_is_done_by_another_meanwhile_is_said(carriers: Carriers, phone: Client) -> None:
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    away = reverse("delivery:act", args=[parcel.uid, "khong-co-nha"])
    phone.post(away, {"note": ""})
    answer = phone.post(away, {"note": ""})
    assert (answer.status_code, "vừa đổi trạng thái" in answer.content.decode()) == (400, True)
    assert Parcel.objects.get(pk=parcel.pk).tries == 1


def test_who_only_oversees_reads_neither_street_nor_telephone(carriers: Carriers, phone: Client) -> None:
    parcel = make_parcel(carriers)
    trip = make_trip(carriers, parcel)
    pages = [
        reverse("delivery:home"),
        reverse("delivery:trip", args=[trip.pk]),
        reverse("delivery:parcel", args=[parcel.uid]),
    ]
    overseer = sign_in(Client(), carriers.office.leader)
    for page in pages:
        told = overseer.get(page).content.decode()
        assert (parcel.name in told, "12 Lê Lợi" in told, "0901234567" in told) == (True, False, False)
    assert "090••••567" in overseer.get(pages[2]).content.decode()
    assert "12 Lê Lợi" in phone.get(pages[2]).content.decode()


def test_the_sheet_is_for_the_counter_and_the_team_and_not_for_who_only_oversees(
    carriers: Carriers, counter: Client, phone: Client
) -> None:
    trip = make_trip(carriers, make_parcel(carriers))
    sheet, page = (reverse(f"delivery:{name}", args=[trip.pk]) for name in ("sheet", "trip"))
    for client in (counter, phone):
        assert client.get(sheet).status_code == 200
        assert sheet in client.get(page).content.decode()
    overseer = sign_in(Client(), carriers.office.leader)
    assert overseer.get(sheet).status_code == 404
    assert sheet not in overseer.get(page).content.decode()


def test_reading_where_a_result_goes_is_a_reading_of_its_owners_data(
    carriers: Carriers, counter: Client, phone: Client
) -> None:
    first, second = make_parcel(carriers), make_parcel(carriers)
    trip = make_trip(carriers, first, second)
    assert not Reading.objects.exists()
    phone.get(reverse("delivery:parcel", args=[first.uid]))
    phone.get(reverse("delivery:act", args=[first.uid, "giao"]))
    sign_in(Client(), carriers.office.leader).get(reverse("delivery:parcel", args=[first.uid]))
    counter.get(reverse("delivery:sheet", args=[trip.pk]))
    told = Reading.objects.order_by("pk").values_list("person", "staff", "kind", "about_id", "in_full")
    owners = {parcel: parcel.dossier.applicant_id for parcel in (first, second)}
    carrier, leader, receptionist = (
        one.pk for one in (carriers.carrier, carriers.office.leader, carriers.office.receptionist)
    )
    assert list(told) == [
        (owners[first], carrier, "page", str(first.uid), True),
        (owners[first], carrier, "page", str(first.uid), True),
        (owners[first], leader, "page", str(first.uid), False),
        (owners[first], receptionist, "letter", str(first.uid), True),
        (owners[second], receptionist, "letter", str(second.uid), True),
    ]
