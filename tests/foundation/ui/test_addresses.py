"""Addresses are put together quickly and are the same as Django's own."""

from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse

from motcua.foundation.ui.addresses import page_address

FILE = UUID("0f0e0d0c-0b0a-4908-8706-050403020100")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("onestop:status", ["7K2M-94QX-3ZTP-8BDA-D"]),
        ("onestop:own_papers", ["7K2M-94QX-3ZTP-8BDA-D"]),
        ("onestop_staff:dossier", ["TB-260915-0000001"]),
        ("onestop_staff:dossier", ["có dấu/và gạch"]),
        ("onestop_staff:dossier", ["a-gap-to-be-filled"]),
        ("onestop_staff:enter", ["dang-ky-khai-sinh"]),
        ("onestop_staff:file", ["TB-260915-0000001", FILE]),
        ("onestop:look_up", []),
    ],
)
def test_an_address_is_what_django_makes_of_it(name: str, args: list[object]) -> None:
    try:
        expected = reverse(name, args=args)
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            page_address(name, args=args)
    else:
        assert page_address(name, args=args) == expected


def test_an_address_that_takes_a_number_refuses_words() -> None:
    with pytest.raises(NoReverseMatch):
        page_address("shortening:draft", args=["word"])


def test_named_arguments_go_to_django() -> None:
    assert page_address("onestop:status", kwargs={"token": "7K2M"}) == reverse("onestop:status", args=["7K2M"])
