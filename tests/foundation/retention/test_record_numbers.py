"""A record is found by the number in what it is called, and by nothing that only looks like it."""

import pytest

from motcua.foundation.retention.rules import key_in


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("12/SK", 12),
        (" 12/SK ", 12),
        ("12", 0),
        ("12/CG", 0),
        ("/SK", 0),
        ("-1/SK", 0),
        ("１２/SK", 0),
        ("12/SK/SK", 0),
        ("9" * 18 + "/SK", int("9" * 18)),
        ("9" * 19 + "/SK", 0),
    ],
)
def test_the_number_is_read_only_from_a_name_of_this_kind(name: str, key: int) -> None:
    assert key_in(name, ending="/SK") == key


@pytest.mark.parametrize(("name", "key"), [("TB12", 12), ("12", 0), ("TBTB12", 0)])
def test_the_number_may_stand_behind_letters(name: str, key: int) -> None:
    assert key_in(name, prefix="TB") == key
