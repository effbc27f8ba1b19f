"""The pages of kits: the same number of queries for one row and for three, and whom they show what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.replication.kits.models import TrustedSigner
from motcua.replication.kits.packing import unpack
from motcua.replication.kits.signers import as_text
from tests.factories.kits import Wards, exported, make_wards, received
from tests.factories.onestop import NOW
from tests.factories.units import make_staff, sign_in

pytestmark = pytest.mark.django_db
HOME = "/can-bo/nhan-rong/bo-ap-dung/"


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> Wards:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_wards()


def test_the_list_asks_the_database_as_often_for_three_kits_as_for_one(wards: Wards) -> None:
    client = sign_in(Client(), wards.coordinator)
    counted = []
    for minutes in (0, 1, 2):
        received(wards, exported(wards, now=NOW + timedelta(minutes=minutes)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(HOME)
        counted.append((page.content.decode().count('scope="row"') - 1, len(queries)))
    assert counted == [(1, counted[0][1]), (2, counted[0][1]), (3, counted[0][1])]


def test_the_download_is_the_kit_of_the_unit_with_a_name_of_its_own(wards: Wards) -> None:
    client = sign_in(Client(), wards.good_leader)
    answer = client.post(f"{HOME}xuat/{wards.good.pk}/onestop/")
    assert unpack(answer.content).head.unit_name == "Phường 4"
    assert "20190408.kit" in answer.headers["Content-Disposition"]
    assert client.post(f"{HOME}xuat/{wards.good.pk}/hotline/").status_code == 404
    assert client.post(f"{HOME}xuat/{wards.learner.pk}/onestop/").status_code == 404


def test_a_unit_that_does_not_run_the_service_is_told_so(wards: Wards) -> None:
    client = sign_in(Client(), wards.leader)
    answer = client.post(f"{HOME}xuat/{wards.learner.pk}/onestop/", follow=True)
    assert "Đơn vị này chưa sử dụng dịch vụ." in answer.content.decode()


def test_whom_to_trust_is_said_by_the_administrator_of_the_whole_and_read_by_others(wards: Wards) -> None:
    of_all = make_staff(role=Role.ADMINISTRATOR, unit=wards.district, with_children=True)
    of_ward = make_staff(role=Role.ADMINISTRATOR, unit=wards.learner)
    typed = {"name": "Quận 3", "public_key": as_text(bytes(range(32)))}
    answers = {
        name: sign_in(Client(), staff).post(f"{HOME}nguoi-ky/", typed).status_code
        for name, staff in (("ward", of_ward), ("leader", wards.leader), ("whole", of_all))
    }
    assert answers == {"ward": 404, "leader": 404, "whole": 302}
    signer = TrustedSigner.objects.get()
    assert (signer.name, signer.added_by) == ("Quận 3", of_all)
    page = sign_in(Client(), wards.leader).get(f"{HOME}nguoi-ky/").content.decode()
    assert (signer.fingerprint in page, "Thêm người ký" in page) == (True, False)
    away = f"{HOME}nguoi-ky/{signer.pk}/bo/"
    assert sign_in(Client(), of_ward).post(away).status_code == 404
    assert sign_in(Client(), of_all).post(away).status_code == 302
    signer.refresh_from_db()
    assert signer.removed_at is not None


def test_a_wrong_key_is_told_at_its_field(wards: Wards) -> None:
    of_all = make_staff(role=Role.ADMINISTRATOR, unit=wards.district, with_children=True)
    page = sign_in(Client(), of_all).post(f"{HOME}nguoi-ky/", {"name": "Quận 3", "public_key": "abc"})
    assert (page.status_code, "Khóa công khai không đúng" in page.content.decode()) == (422, True)
