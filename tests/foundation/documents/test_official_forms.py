"""A form is known by circular and number, and the day says which circular."""

from datetime import date

import pytest

from motcua.foundation.documents.official_forms import FormMissing, form_named, form_of, form_on, official_forms


@pytest.mark.parametrize(
    ("kind", "day", "circular", "number"),
    [
        ("receipt", date(2019, 4, 8), "01/2018/TT-VPCP", "01"),
        ("receipt", date(2025, 6, 30), "01/2018/TT-VPCP", "01"),
        ("receipt", date(2025, 7, 1), "03/2025/TT-VPCP", "01"),
        ("control", date(2025, 6, 30), "01/2018/TT-VPCP", "05"),
        ("control", date(2025, 7, 1), "03/2025/TT-VPCP", "06"),
        ("register", date(2019, 4, 8), "01/2018/TT-VPCP", "06"),
        ("register", date(2026, 1, 1), "03/2025/TT-VPCP", "07"),
        ("stop", date(2025, 7, 1), "03/2025/TT-VPCP", "05"),
    ],
)
def test_the_day_decides_the_circular(kind: str, day: date, circular: str, number: str) -> None:
    form = form_on(kind, day)
    assert (form.circular, form.number) == (circular, number)
    assert form == form_of(kind, circular) == form_named(circular, number)


@pytest.mark.parametrize(
    ("kind", "day"), [("stop", date(2025, 6, 30)), ("receipt", date(2010, 1, 1)), ("?", date(2026, 1, 1))]
)
def test_a_form_that_is_not_in_force_is_refused(kind: str, day: date) -> None:
    with pytest.raises(FormMissing) as refusal:
        form_on(kind, day)
    assert (refusal.value.code, refusal.value.kind) == ("form_missing", kind)


def test_an_unknown_circular_has_no_form() -> None:
    with pytest.raises(FormMissing):
        form_of("receipt", "99/2099/TT-VPCP")
    assert form_named("01/2018/TT-VPCP", "07") is None


def test_circular_and_number_name_one_form() -> None:
    names = [(form.circular, form.number) for form in official_forms()]
    assert len(set(names)) == len(names) == 13


def test_each_form_names_its_source_and_whether_someone_compared_it() -> None:
    assert all("Thông tư" in form.source for form in official_forms())
    assert {form.verified for form in official_forms()} == {False}
