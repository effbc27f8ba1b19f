"""The reorganisation of 1 July 2025: a complaint about an office that ended goes to its successor, then above that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Lineage, Role, Staff, Unit
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.versions import close_version, facts_of, open_version
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.file_second_complaint import file_second_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import accept_complaint, answer_complaint
from motcua.services.onestop.complaints.queries import offices_of
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.handover import hand_on_complaints
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.states import State
from tests.factories.onestop import Office, make_dossier, make_office
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
BY = Actor.system("test")
EVE, AFTER = datetime(2025, 6, 30, 14, tzinfo=ZONE), datetime(2025, 7, 2, 9, tzinfo=ZONE)


@dataclass(frozen=True)
class Places:
    """A ward below a district below a city; on 1 July 2025 both end, each into a ward below the city."""

    city: Unit
    district: Unit
    ward: Office
    heir: Unit
    other: Unit

    def reorganise(self) -> None:
        """End ward and district, and hand their complaints on, the district's first."""
        pairs = ((self.district, self.other), (self.ward.unit, self.heir))
        for old, new in pairs:
            close_version(version_on(old, EVE.date()), end=ON)
            Lineage.objects.create(
                predecessor=old, successor=new, change=Lineage.Change.MERGED, is_main=True, on=ON, document="NQ"
            )
        for old, new in pairs:
            hand_on_complaints(from_unit=old.pk, to_unit=new.pk, on=ON, by=BY, now=AFTER)


@pytest.fixture
def places() -> Places:
    city = make_unit(name="Ủy ban nhân dân thành phố")
    district = make_unit(name="Ủy ban nhân dân quận", parent=city)
    ward = make_office(parent=district, now=EVE - timedelta(days=2))
    heirs = [make_unit(name=f"Ủy ban nhân dân phường {name}", parent=city, first_day=ON) for name in ("Mới", "Khác")]
    return Places(city, district, ward, *heirs)


def closed(places: Places) -> Dossier:
    return make_dossier(places.ward, State.RETURNED, now=EVE - timedelta(days=1))


def judge(unit: Unit) -> Staff:
    return make_staff(role=Role.LEADER, unit=unit)


def answered(dossier: Dossier, unit: Unit, *, now: datetime) -> Complaint:
    first = file_complaint(dossier_id=dossier.pk, unit_id=unit.pk, text="Chậm.", now=now)
    by = judge(unit)
    accept_complaint(complaint_id=first.pk, by=by, now=now)
    return answer_complaint(complaint_id=first.pk, note="Không có lỗi.", by=by, now=now)


def again(first: Complaint, *, now: datetime) -> Complaint:
    return file_second_complaint(dossier_id=first.dossier_id, first_uid=first.uid, text="Vẫn chậm.", now=now)


def test_a_complaint_about_a_dossier_closed_before_goes_to_the_successor(places: Places) -> None:
    dossier = closed(places)
    places.reorganise()
    assert [unit for unit, _name in offices_of(dossier.pk, now=AFTER)] == [places.heir.pk]
    with pytest.raises(ComplaintRefused) as refused:
        file_complaint(dossier_id=dossier.pk, unit_id=places.ward.unit.pk, text="Chậm.", now=AFTER)
    assert refused.value.code == "not_its_office"
    made = file_complaint(dossier_id=dossier.pk, unit_id=places.heir.pk, text="Chậm.", now=AFTER)
    assert (made.number, made.answering, made.superior) == ("01/2025/KN", places.heir, places.city)


def test_its_applicant_finds_the_successor_on_the_page(
    places: Places, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = closed(places)
    places.reorganise()
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    number = {"number": dossier.applicant.identity_number}
    client.post(reverse("onestop:own_papers", args=[dossier.token]), number)
    address = reverse("onestop:complaints", args=[dossier.token])
    assert "phường Mới" in client.get(address).content.decode()
    assert client.post(address, {"unit": places.heir.pk, "text": "Chậm."}).status_code == 302
    assert Complaint.objects.get().answering == places.heir


def test_without_a_known_successor_the_page_says_where_to_go(
    places: Places, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = closed(places)
    close_version(version_on(places.ward.unit, EVE.date()), end=ON)
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    number = {"number": dossier.applicant.identity_number}
    client.post(reverse("onestop:own_papers", args=[dossier.token]), number)
    page = client.get(reverse("onestop:complaints", args=[dossier.token]))
    assert (page.status_code, "nơi tiếp công dân" in page.content.decode()) == (200, True)


def test_a_second_one_after_an_answer_of_the_old_ward_goes_above_the_new_one(places: Places) -> None:
    first = answered(closed(places), places.ward.unit, now=EVE)
    places.reorganise()
    second = again(first, now=AFTER)
    assert (second.unit, second.answering, second.superior) == (places.city, places.city, None)


def test_an_unanswered_first_one_moves_and_its_second_goes_above_the_successor(places: Places) -> None:
    dossier = closed(places)
    first = file_complaint(dossier_id=dossier.pk, unit_id=places.ward.unit.pk, text="Chậm.", now=EVE)
    places.reorganise()
    first.refresh_from_db()
    assert first.answering == places.heir
    assert again(first, now=AFTER + timedelta(days=45)).answering == places.city


def test_a_second_one_open_at_a_district_that_ends_goes_to_the_city_and_to_no_ward(places: Places) -> None:
    second = again(answered(closed(places), places.ward.unit, now=EVE), now=EVE)
    assert second.answering == places.district
    places.reorganise()
    second.refresh_from_db()
    # the main successor of the district is a ward, which judges no neighbour
    assert (second.unit, second.answering, second.superior) == (places.district, places.city, None)
    assert second.events.latest("seq").kind == "move"
    assert accept_complaint(complaint_id=second.pk, by=judge(places.city), now=AFTER).accepted_at == AFTER


def test_a_district_that_only_watched_is_followed_by_whoever_is_above_now_and_by_no_ward(places: Places) -> None:
    first = file_complaint(dossier_id=closed(places).pk, unit_id=places.ward.unit.pk, text="Chậm.", now=EVE)
    assert first.superior == places.district
    standing = version_on(places.ward.unit, EVE.date())
    close_version(standing, end=ON)  # the ward goes on, right below the city
    facts = replace(facts_of(standing), parent_id=places.city.pk)
    open_version(places.ward.unit, facts, first_day=ON)
    hand_on_complaints(from_unit=places.district.pk, to_unit=places.other.pk, on=ON, by=BY, now=AFTER)
    first.refresh_from_db()
    assert (first.answering, first.superior) == (places.ward.unit, places.city)
