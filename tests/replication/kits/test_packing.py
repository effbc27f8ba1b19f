"""The file of a kit: any byte that is changed, added or cut off is noticed, and what is no kit is told apart."""

import base64
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from motcua.replication.kits.packing import LARGEST, Head, canonical, pack, unpack
from motcua.replication.kits.refusals import Altered, KitRefused, Newer, NotAKit, TooLarge

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HEAD = Head(
    service="onestop",
    service_version=1,
    unit_code="000.04.20.H29",
    unit_name="Phường 4",
    exported_at=datetime(2019, 4, 8, 8, 30, tzinfo=UTC),
)
PARTS: dict[str, Any] = {"settings": {"files_online": True, "notice": "Mời “ông bà”"}, "procedures": [{"a": 1}]}
DATA = pack(HEAD, PARTS, KEY)


def signed_again(changes: dict[str, Any]) -> bytes:
    """Return the kit with other fields of the file, rightly signed by the same key."""
    body = {name: value for name, value in (json.loads(DATA) | changes).items() if name != "signature"}
    return canonical({**body, "signature": base64.b64encode(KEY.sign(canonical(body))).decode()})


def test_a_kit_gives_back_what_was_put_in() -> None:
    kit = unpack(DATA)
    assert (kit.head, dict(kit.parts), kit.signer) == (HEAD, PARTS, KEY.public_key().public_bytes_raw())


def test_the_same_kit_has_one_byte_form() -> None:
    turned = dict(reversed(PARTS.items()))
    assert pack(HEAD, turned, KEY) == DATA


def test_who_exported_when_does_not_change_the_hash_of_the_content() -> None:
    other = pack(HEAD.model_copy(update={"unit_name": "Phường 5"}), PARTS, KEY)
    assert unpack(other).content_sha256 == unpack(DATA).content_sha256
    less = pack(HEAD, {**PARTS, "procedures": []}, KEY)
    assert unpack(less).content_sha256 != unpack(DATA).content_sha256


def test_every_single_bit_counts() -> None:
    taken = []
    for place in range(len(DATA)):
        for bit in range(8):
            flipped = bytearray(DATA)
            flipped[place] ^= 1 << bit
            try:
                unpack(bytes(flipped))
            except KitRefused:
                continue
            taken.append((place, bit))
    assert taken == []


@given(st.integers(0, len(DATA)), st.integers(0, len(DATA)), st.binary(max_size=20))
def test_a_passage_replaced_is_noticed(start: int, end: int, words: bytes) -> None:
    changed = DATA[: min(start, end)] + words + DATA[max(start, end) :]
    if changed != DATA:
        with pytest.raises(KitRefused):
            unpack(changed)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_else_is_no_kit(data: bytes) -> None:
    with pytest.raises(NotAKit):
        unpack(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"files_online":true', b'"files_online":false'),
        (b"Ph\xc6\xb0\xe1\xbb\x9dng 4", b"Ph\xc6\xb0\xe1\xbb\x9dng 5"),
        (b'{"format"', b' {"format"'),
        (b'"head":{', b'"head":{"head":1,'),
        (b'"a":1', b'"a":1e999'),
        (b'"a":1', b'"a":"\\ud800"'),
        (b'"a":1', b'"a":' + b"[" * 100_000),
        (b'"a":1', b'"a":' + b"9" * 5000),
    ],
)
def test_what_was_changed_after_signing_is_called_altered(old: bytes, new: bytes) -> None:
    assert old in DATA
    with pytest.raises(Altered):
        unpack(DATA.replace(old, new))


def test_a_list_of_hashes_that_is_not_that_of_the_parts_is_altered_however_well_signed() -> None:
    with pytest.raises(Altered):
        unpack(signed_again({"parts": {**PARTS, "procedures": []}}))
    assert unpack(signed_again({})) == unpack(DATA)


def test_a_character_the_database_cannot_hold_is_refused() -> None:
    with pytest.raises(Altered):
        unpack(pack(HEAD, {"settings": {"notice": "\x00"}}, KEY))


def test_a_later_format_is_called_newer_and_not_altered() -> None:
    with pytest.raises(Newer):
        unpack(signed_again({"version": 2, "seal": "something that this version does not know"}))


def test_a_file_larger_than_any_kit_is_not_even_read() -> None:
    with pytest.raises(TooLarge):
        unpack(b" " * (LARGEST + 1))


def test_a_bomb_is_not_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kit.json", b" " * (200 * LARGEST))
    assert len(packed.getvalue()) < LARGEST
    with pytest.raises(NotAKit):
        unpack(packed.getvalue())
