"""Identity numbers are sealed: nobody reads or changes them unnoticed, and equal numbers are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from motcua.foundation.people.identity import TamperedIdentity, blind_index, seal, unseal
from motcua.foundation.people.rules import IdentityKind

NUMBER = "079090001234"


@given(st.sampled_from(list(IdentityKind)), st.from_regex(r"[A-Z0-9\-]{6,14}", fullmatch=True))
def test_a_sealed_number_opens_again(kind: IdentityKind, number: str) -> None:
    assert unseal(kind, seal(kind, number)) == number


def test_the_same_number_is_sealed_differently_each_time_but_indexed_alike() -> None:
    first, second = seal(IdentityKind.CCCD, NUMBER), seal(IdentityKind.CCCD, NUMBER)
    assert first != second
    assert NUMBER.encode() not in first
    assert blind_index(IdentityKind.CCCD, NUMBER) == blind_index(IdentityKind.CCCD, NUMBER)
    assert blind_index(IdentityKind.CCCD, NUMBER) != blind_index(IdentityKind.TAX_CODE, NUMBER)


def test_a_change_of_any_byte_is_noticed() -> None:
    sealed = seal(IdentityKind.CCCD, NUMBER)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(TamperedIdentity):
            unseal(IdentityKind.CCCD, changed)


def test_a_number_cannot_be_passed_off_as_another_kind() -> None:
    with pytest.raises(TamperedIdentity):
        unseal(IdentityKind.TAX_CODE, seal(IdentityKind.CCCD, NUMBER))


@pytest.mark.parametrize("cipher", [b"", b"\x01", b"\x01" * 29])
def test_a_truncated_number_is_noticed(cipher: bytes) -> None:
    with pytest.raises(TamperedIdentity):
        unseal(IdentityKind.CCCD, cipher)


def test_another_key_opens_nothing_and_finds_nothing(settings: Settings) -> None:
    sealed, index = seal(IdentityKind.CCCD, NUMBER), blind_index(IdentityKind.CCCD, NUMBER)
    settings.IDENTITY_KEY = bytes(32)
    settings.BLIND_INDEX_KEY = bytes(32)
    with pytest.raises(TamperedIdentity):
        unseal(IdentityKind.CCCD, sealed)
    assert blind_index(IdentityKind.CCCD, NUMBER) != index
