"""Numbers that officials type: dots group thousands, as everywhere in the country."""

import pytest
from django.core.exceptions import ValidationError

from motcua.foundation.forms.number_fields import NumberField, WholeNumberField


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("50000", 50_000),
        ("50.000", 50_000),
        (" 1.250.000 ", 1_250_000),
        ("1 250 000", 1_250_000),
        ("50,000", 50_000),
        ("-2.000", -2000),
        ("0", 0),
        ("007", 7),
    ],
)
def test_a_whole_number_is_read_as_it_is_written_here(typed: str, number: int) -> None:
    assert WholeNumberField().clean(typed) == number


@pytest.mark.parametrize("typed", ["50.00", "50.0", "50,5", "0.000", "5.0000", "1e3", "một", "1.000,5", "9" * 400])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        WholeNumberField().clean(typed)


def test_nothing_typed_is_no_number() -> None:
    assert WholeNumberField(required=False).clean("") is None
    assert NumberField(required=False).clean(" ") is None


@pytest.mark.parametrize(
    ("typed", "number"), [("2,5", 2.5), ("2.5", 2.5), ("50.000", 50_000), ("1.000,25", 1000.25), ("0.125", 0.125)]
)
def test_a_number_may_have_decimals(typed: str, number: float) -> None:
    assert NumberField().clean(typed) == number


@pytest.mark.parametrize("number", [0.5, 1.125, 1000.0, 12])
def test_what_is_shown_is_read_as_the_same(number: float) -> None:
    field = NumberField()
    assert field.clean(str(field.prepare_value(number))) == number


def test_what_is_no_number_is_said() -> None:
    with pytest.raises(ValidationError):
        NumberField().clean("năm")
