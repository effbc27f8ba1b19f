"""What is refused is refused whole, each with a sentence of its own, and nothing of it is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pydantic import JsonValue

from motcua.foundation.worktime import clock
from motcua.replication.kits.actions.distrust_signer import distrust_signer
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import take_over_kit
from motcua.replication.kits.actions.trust_signer import trust_signer
from motcua.replication.kits.models import ReceivedKit, TrustedSigner
from motcua.replication.kits.packing import LARGEST, Head, pack, unpack
from motcua.replication.kits.refusals import (
    KitRefused,
    Newer,
    NoSuchService,
    UnknownSigner,
    Unreadable,
)
from motcua.replication.kits.signers import as_text, own_key
from tests.factories.kits import Wards, choice, exported, make_wards, received
from tests.factories.onestop import NOW, SYSTEM
from tests.factories.units import sign_in

pytestmark = pytest.mark.django_db
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER_KEY = STRANGER.public_key().public_bytes_raw()


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> Wards:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_wards()


def again(
    data: bytes,
    *,
    key: Ed25519PrivateKey | None = None,
    head: dict[str, Any] | None = None,
    parts: dict[str, JsonValue] | None = None,
) -> bytes:
    """Return the kit with another head or other parts, rightly signed."""
    kit = unpack(data)
    changed: Head = kit.head.model_copy(update=head or {})
    return pack(changed, {**kit.parts, **(parts or {})}, key or own_key())


def test_a_service_that_is_not_here_is_unknown(wards: Wards) -> None:
    with pytest.raises(NoSuchService):
        received(wards, again(exported(wards), head={"service": "hotline"}))


def test_a_later_version_of_the_service_is_newer(wards: Wards) -> None:
    with pytest.raises(Newer):
        received(wards, again(exported(wards), head={"service_version": 2}))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("procedures", [{"slug": "khai-sinh"}]),
        ("procedures", {}),
        ("promises", [{"slug": "khai-sinh", "title": {"vi": "Khai sinh"}, "amount": 0, "unit": "working_day"}]),
        ("schedules", [{"weekday": 8, "opens": "07:30", "closes": "11:30", "kind": "office"}]),
        ("settings", {"contact_phone": "028 3844 1234"}),
        ("settings", {"is_admin": True}),
        ("texts", ["notice"]),
        ("targets", [{"measure": "filed_online", "value": "many"}]),
        ("more", []),
    ],
)
def test_a_part_of_another_shape_is_unreadable(wards: Wards, part: str, content: JsonValue) -> None:
    with pytest.raises(Unreadable):
        received(wards, again(exported(wards), parts={part: content}))
    assert not ReceivedKit.objects.exists()


def test_a_stranger_is_named_by_the_mark_of_its_key(wards: Wards) -> None:
    data = again(exported(wards), key=STRANGER)
    with pytest.raises(UnknownSigner, match=r"[0-9a-f]{4}-[0-9a-f]{4}-.*Phường 4"):
        received(wards, data)
    trust_signer(public_key=as_text(STRANGER_KEY), name="Quận 3", by=SYSTEM, now=NOW)
    assert received(wards, data).from_unit == "Phường 4"


def test_a_signer_who_loses_the_trust_is_refused_from_then_on(wards: Wards) -> None:
    signer = trust_signer(public_key=as_text(STRANGER_KEY), name="Quận 3", by=SYSTEM, now=NOW)
    kit = received(wards, again(exported(wards), key=STRANGER))
    distrust_signer(signer_id=signer.pk, by=SYSTEM, now=NOW)
    with pytest.raises(UnknownSigner):
        take_over_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW)
    client = sign_in(Client(), wards.leader)
    page = client.get(f"/can-bo/nhan-rong/bo-ap-dung/{kit.pk}/")
    assert (page.status_code, "Không nhập được nữa" in page.content.decode()) == (409, True)


def test_a_signer_is_trusted_once_and_may_come_back(wards: Wards) -> None:
    first = trust_signer(public_key=as_text(STRANGER_KEY), name="Quận 3", by=SYSTEM, now=NOW)
    assert trust_signer(public_key=as_text(STRANGER_KEY), name="Quận Ba", by=SYSTEM, now=NOW) == first
    distrust_signer(signer_id=first.pk, by=SYSTEM, now=NOW)
    with pytest.raises(TrustedSigner.DoesNotExist):
        distrust_signer(signer_id=first.pk, by=SYSTEM, now=NOW)
    trust_signer(public_key=as_text(STRANGER_KEY), name="Quận 3", by=SYSTEM, now=NOW)
    assert TrustedSigner.objects.count() == 2


@pytest.mark.parametrize("key", ["", "abc", "không phải", as_text(bytes(31)), as_text(bytes(33))])
def test_a_key_that_is_none_is_refused(wards: Wards, key: str) -> None:
    with pytest.raises(KitRefused) as refusal:
        trust_signer(public_key=key, name="Quận 3", by=SYSTEM, now=NOW)
    assert refusal.value.code == "public_key"


def test_the_page_says_of_each_bad_file_what_is_wrong_with_it(wards: Wards) -> None:
    data = exported(wards)
    newer = json.dumps(json.loads(data) | {"version": 2}).encode()
    bad = {
        b"": "Tệp này không phải bộ áp dụng",
        b"%PDF-1.7": "Tệp này không phải bộ áp dụng",
        b"x" * (LARGEST + 1): "Tệp lớn hơn 2 MB",
        data.replace(b'"files_online":false', b'"files_online":true'): "đã bị sửa sau khi ký",
        newer: "phiên bản mới hơn",
        again(data, head={"service": "hotline"}): "không có dịch vụ",
        again(data, key=STRANGER): "chưa tin cậy người ký",
        again(data, parts={"texts": {"is_admin": True}}): "không đúng cấu trúc",
    }
    client = sign_in(Client(), wards.leader)
    said = {}
    for content, sentence in bad.items():
        file = SimpleUploadedFile("bo.kit", content)
        page = client.post("/can-bo/nhan-rong/bo-ap-dung/nhap/", {"unit": wards.learner.pk, "file": file})
        said[sentence] = (page.status_code, sentence in page.content.decode())
    assert said == dict.fromkeys(bad.values(), (422, True))
    assert not ReceivedKit.objects.exists()


def test_a_file_for_a_foreign_unit_is_no_choice(wards: Wards) -> None:
    client = sign_in(Client(), wards.leader)
    file = SimpleUploadedFile("bo.kit", exported(wards))
    page = client.post("/can-bo/nhan-rong/bo-ap-dung/nhap/", {"unit": wards.good.pk, "file": file})
    assert (page.status_code, ReceivedKit.objects.count()) == (422, 0)
    kit = receive_kit(data=exported(wards), unit_id=wards.good.pk, by=wards.good_leader, now=NOW)
    assert client.get(f"/can-bo/nhan-rong/bo-ap-dung/{kit.pk}/").status_code == 404
