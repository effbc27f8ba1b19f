"""A kit beside its model in the register: the latest of each unit, for every unit that has planned the model."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.services import ServiceNotLive
from motcua.foundation.worktime import clock
from motcua.replication.initiatives.actions.retire_initiative import retire_initiative
from motcua.replication.kits.actions.offer_kit import offer_kit
from motcua.replication.kits.models import ModelKit, ReceivedKit
from motcua.replication.kits.queries import kits_of_model, offered_kits
from tests.factories.kits import Wards, make_wards, offered, open_at
from tests.factories.onestop import NOW, SYSTEM
from tests.factories.units import sign_in

pytestmark = pytest.mark.django_db
HOME = "/can-bo/nhan-rong/bo-ap-dung/"
LATER = NOW + timedelta(days=2)


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> Wards:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return make_wards()


def test_the_same_way_of_working_is_offered_once(wards: Wards) -> None:
    assert offered(wards) == offered(wards, now=LATER)
    assert ModelKit.objects.count() == 1


def test_the_latest_kit_of_a_unit_counts(wards: Wards) -> None:
    offered(wards)
    open_at(wards.good, wards.procedures[2:])
    latest = offered(wards, now=LATER)
    (shown,) = kits_of_model(wards.adoption.initiative_id, LATER.date())
    assert (shown.unit_name, shown.offered_at) == ("Phường 4", LATER)
    assert [pk for pk, _words in offered_kits(LATER.date())] == [latest.pk]


def test_a_retired_model_offers_no_kit(wards: Wards) -> None:
    offered(wards)
    retire_initiative(initiative_id=wards.adoption.initiative_id, reason="Thay mô hình.", by=SYSTEM, now=NOW)
    assert offered_kits(LATER.date()) == []


def test_only_those_who_answer_for_a_unit_that_runs_the_service_offer_its_kit(wards: Wards) -> None:
    with pytest.raises(NotAllowed):
        offer_kit(unit_id=wards.good.pk, service="onestop", by=wards.leader, now=NOW)
    with pytest.raises(ServiceNotLive):
        offer_kit(unit_id=wards.learner.pk, service="onestop", by=wards.leader, now=NOW)
    assert not ModelKit.objects.exists()


def test_a_unit_takes_the_kit_out_of_the_register_without_a_file(wards: Wards) -> None:
    kit = offered(wards)
    client = sign_in(Client(), wards.leader)
    page = client.get(f"/can-bo/nhan-rong/mo-hinh/{wards.adoption.initiative.code}/").content.decode()
    assert "Phường 4, 08/04/2019" in page
    nothing = client.post(f"{HOME}nhap/", {"unit": wards.learner.pk})
    assert "Chưa chọn tệp hoặc bộ áp dụng trong danh mục." in nothing.content.decode()
    answer = client.post(f"{HOME}nhap/", {"unit": wards.learner.pk, "offered": kit.pk})
    received = ReceivedKit.objects.get()
    assert (answer.status_code, bytes(received.data)) == (302, bytes(kit.data))
    foreign = client.post(f"{HOME}nhap/", {"unit": wards.learner.pk, "offered": kit.pk + 1})
    assert foreign.status_code == 422


def test_the_button_puts_it_there(wards: Wards) -> None:
    client = sign_in(Client(), wards.good_leader)
    address = f"{HOME}dua-vao-danh-muc/{wards.good.pk}/onestop/"
    page = client.post(address, follow=True)
    assert "đã có trong danh mục" in page.content.decode()
    assert ModelKit.objects.get().offered_by == wards.good_leader
    assert sign_in(Client(), wards.leader).post(address).status_code == 404
