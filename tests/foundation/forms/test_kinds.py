"""Each kind of field: what it accepts and as what, and the own reason for each wrong value."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import Faulty
from motcua.foundation.forms.types.registry import type_of
from motcua.foundation.forms.values import JSON
from tests.factories.forms import make_field

TODAY = date(2019, 4, 9)


def read(kind: str, raw: object, **extra: Any) -> JSON:
    """Read `raw` as an answer to a field of this kind."""
    field = Field.model_validate(make_field(kind, **extra))
    return type_of(field.type).read(field, raw, TODAY)


def codes(kind: str, raw: object, **extra: Any) -> list[str]:
    """Return "path:code" of every fault of `raw`."""
    with pytest.raises(Faulty) as wrong:
        read(kind, raw, **extra)
    return [":".join([*fault.path, fault.code]) for fault in wrong.value.faults]


RIGHT: list[tuple[str, object, JSON]] = [
    ("text", "  một \u00a0 dòng\u200b\t", "một dòng"),
    ("text", "To\u0302i", "Tôi"),
    ("text", "a\x00b", "ab"),
    ("long_text", " một\r\n\r\nhai  \n\n", "một\n\nhai"),
    ("number", "1.250", 1250),
    ("number", "-7", -7),
    ("number", "1 250 000", 1250000),
    ("number", 12, 12),
    ("number", 12.0, 12),
    ("decimal", "1.263,5", 1263.5),
    ("decimal", "85.5", 85.5),
    ("decimal", "1.263", 1263),
    ("decimal", "0,0001", 0.0001),
    ("decimal", 1.263, 1.263),
    ("money", "1.263.600", 1263600),
    ("money", "1.263.600 đồng", 1263600),
    ("money", "1,263,600đ", 1263600),
    ("money", "20000 VNĐ", 20000),
    ("area", "85,55 m²", 85.55),
    ("area", "100m2", 100),
    ("date", "9/4/2019", "2019-04-09"),
    ("date", "09-04-2019", "2019-04-09"),
    ("date", "09.04.2019", "2019-04-09"),
    ("date", "09042019", "2019-04-09"),
    ("date", "2019-04-09", "2019-04-09"),
    ("date", "29/02/2016", "2016-02-29"),
    ("partial_date", "1950", "1950"),
    ("partial_date", "3/1950", "1950-03"),
    ("partial_date", "2/3/1950", "1950-03-02"),
    ("partial_date", "1950-03", "1950-03"),
    ("time", "8:30", "08:30"),
    ("time", "8h30", "08:30"),
    ("time", "8 giờ", "08:00"),
    ("time", "8 giờ 05 phút", "08:05"),
    ("time", "1430", "14:30"),
    ("datetime", {"date": "9/4/2019", "time": "8h"}, "2019-04-09T08:00:00+07:00"),
    ("datetime", "2019-04-09T01:00:00Z", "2019-04-09T08:00:00+07:00"),
    ("yes_no", "yes", True),
    ("yes_no", False, False),
    ("choice", "b", "b"),
    ("choices", ["c", "a", "c"], ["a", "c"]),
    ("choices", "b", ["b"]),
    ("cccd", "079 090 001 234", "079090001234"),
    ("cmnd", "023456789", "023456789"),
    ("passport", "c1234567", "C1234567"),
    ("tax_code", "0100047516001", "0100047516-001"),
    ("phone", "+84 901 234 567", "0901234567"),
    ("email", "An.Nguyen@ViDu.VN", "An.Nguyen@vidu.vn"),
    ("person_name", "nguyễn  văn an", "nguyễn văn an"),
    ("person_name", "H'Hen Niê", "H'Hen Niê"),
    ("sex", "female", "female"),
    ("ethnicity", "Khơ-me", "05"),
    ("ethnicity", "54", "54"),
    ("nationality", "Việt Nam", "VN"),
    ("nationality", "FR", "FR"),
    ("document_number", "554/UBND-CCHC", "554/UBND-CCHC"),
    ("vehicle_plate", "51f-123.45", "51F-123.45"),
    ("vehicle_plate", "51F12345", "51F-123.45"),
    ("vehicle_plate", "59X1 123.45", "59X1-123.45"),
    ("vehicle_plate", "52P 1234", "52P-1234"),
    ("statement", "on", True),
    ("note", "anything", None),
]


@pytest.mark.parametrize(("kind", "raw", "clean"), RIGHT)
def test_a_right_value_is_read_and_reads_as_itself(kind: str, raw: object, clean: JSON) -> None:
    answer = read(kind, raw)
    assert (answer, type(answer)) == (clean, type(clean))
    assert read(kind, answer) == clean


@pytest.mark.parametrize(("kind", "raw", "clean"), [row for row in RIGHT if row[0] != "note"])
def test_what_the_input_shows_of_a_clean_answer_reads_as_the_same_answer(kind: str, raw: object, clean: JSON) -> None:
    field = Field.model_validate(make_field(kind))
    typed = type_of(field.type).typed(field, clean)
    assert type_of(field.type).read(field, typed, TODAY) == clean


@pytest.mark.parametrize("kind", sorted(set(Kind)))
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_no_answer(kind: str, nothing: object) -> None:
    assert read(kind, nothing) is None


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("text", 5, "wrong_type"),
        ("text", "x" * 201, "too_long"),
        ("long_text", ["x"], "wrong_type"),
        ("long_text", "x" * 2001, "too_long"),
        ("number", "mười", "not_a_number"),
        ("number", "1.25", "not_a_number"),
        ("number", "12,5", "too_exact"),
        ("number", True, "wrong_type"),
        ("number", "99999999999999", "too_great"),
        ("number", float("nan"), "not_a_number"),
        ("decimal", "1,2,3", "not_a_number"),
        ("decimal", "1,-2", "not_a_number"),
        ("decimal", "0,00001", "too_exact"),
        ("money", "-5", "too_small"),
        ("money", "1.000,5", "too_exact"),
        ("area", "1,234", "too_exact"),
        ("date", "hôm qua", "date"),
        ("date", "31/04/2019", "date_day"),
        ("date", "29/02/2019", "date_day"),
        ("date", "01/13/2019", "date_month"),
        ("date", "01/01/19", "date_year_digits"),
        ("date", "01/01/1019", "date_year"),
        ("partial_date", "13/1950", "date_month"),
        ("partial_date", "0950", "date_year"),
        ("partial_date", "khoảng 1950", "date"),
        ("time", "trưa", "time"),
        ("time", "25:00", "time_range"),
        ("time", "8h75", "time_range"),
        ("datetime", "bậy", "datetime"),
        ("datetime", "0001-01-01T00:00:00+14:00", "datetime"),
        ("yes_no", "maybe", "not_an_option"),
        ("choice", "z", "not_an_option"),
        ("choice", ["a"], "not_an_option"),
        ("choices", ["a", "z"], "not_an_option"),
        ("choices", [{"a": 1}], "not_an_option"),
        ("choices", {"a": 1}, "wrong_type"),
        ("cccd", "079", "cccd_length"),
        ("cmnd", "079090001234", "cmnd_is_cccd"),
        ("passport", "12", "passport"),
        ("tax_code", "0100047517", "mst_check"),
        ("phone", "0401234567", "phone_prefix"),
        ("email", "an.vidu.vn", "email_at"),
        ("email", "an @vidu.vn", "email_space"),
        ("email", "an@vidu", "email"),
        ("email", "an..b@vidu.vn", "email"),
        ("person_name", "An 2", "name_digits"),
        ("person_name", "An <b>", "name_signs"),
        ("person_name", "..", "name_letters"),
        ("sex", "nam", "not_an_option"),
        ("ethnicity", "55", "not_an_option"),
        ("nationality", "XX", "not_an_option"),
        ("document_number", "554;drop", "number_signs"),
        ("document_number", "//", "number_empty"),
        ("vehicle_plate", "51F-12", "plate"),
        ("statement", "yes", "wrong_type"),
        ("list", "x", "wrong_type"),
        ("address", "12 Ấp Bắc", "wrong_type"),
    ],
)
def test_a_wrong_value_has_its_own_reason(kind: str, raw: object, code: str) -> None:
    assert codes(kind, raw) == [code]


@pytest.mark.parametrize(
    ("kind", "raw", "extra", "code"),
    [
        ("text", "ab", {"min_length": 3}, "too_short"),
        ("number", "4", {"min": 5}, "too_small"),
        ("number", "6", {"max": 5}, "too_great"),
        ("date", "10/4/2019", {"not_after": "today"}, "date_future"),
        ("date", "10/4/2019", {"not_after": "2019-04-09"}, "date_late"),
        ("date", "8/4/2019", {"not_before": "today"}, "date_early"),
        ("partial_date", "2020", {"not_after": "today"}, "date_future"),
    ],
)
def test_bounds_of_the_definition_are_kept(kind: str, raw: object, extra: dict[str, Any], code: str) -> None:
    assert codes(kind, raw, **extra) == [code]


def test_today_itself_is_neither_early_nor_late() -> None:
    assert read("date", "9/4/2019", not_before="today", not_after="today") == "2019-04-09"


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [({"min": 1945, "max": 2100}, "1950"), ({"min": 0, "max": 2100}, "1.950"), ({"min": 1945}, "1.950")],
)
def test_a_number_that_can_only_be_a_year_has_no_dots(bounds: dict[str, Any], shown: str) -> None:
    field = Field.model_validate(make_field("number", **bounds))
    assert type_of(field.type).display(field, 1950) == shown


@pytest.mark.parametrize(
    ("kind", "answer", "vietnamese", "english", "masked"),
    [
        ("money", 1263600, "1.263.600 đồng", "1.263.600 đồng", "1.263.600 đồng"),
        ("area", 85.5, "85,5 m²", "85,5 m²", "85,5 m²"),
        ("date", "2019-04-09", "09/04/2019", "09/04/2019", "09/04/2019"),
        ("partial_date", "1950-03", "03/1950", "03/1950", "03/1950"),
        ("datetime", "2019-04-09T08:00:00+07:00", "08:00 09/04/2019", "08:00 09/04/2019", "08:00 09/04/2019"),
        ("choice", "a", "Một", "One", "Một"),
        ("choices", ["a", "c"], "Một; Ba", "One; Three", "Một; Ba"),
        ("cccd", "079090001234", "079090001234", "079090001234", "••••••••1234"),
        ("phone", "0901234567", "0901 234 567", "0901 234 567", "090••••567"),
        ("email", "an@vidu.vn", "an@vidu.vn", "an@vidu.vn", "a•••@vidu.vn"),
        ("person_name", "Nguyễn Thị Ánh", "Nguyễn Thị Ánh", "Nguyễn Thị Ánh", "N. T. Ánh"),
        ("nationality", "VN", "Việt Nam", "Vietnam", "Việt Nam"),
    ],
)
def test_a_clean_answer_is_shown_in_both_languages_and_masked(
    kind: str, answer: JSON, vietnamese: str, english: str, masked: str
) -> None:
    field = Field.model_validate(make_field(kind))
    with translation.override("vi"):
        assert type_of(field.type).display(field, answer) == vietnamese
        assert type_of(field.type).mask(field, answer) == masked
    with translation.override("en"):
        assert type_of(field.type).display(field, answer) == english


def test_a_unit_of_the_definition_is_shown() -> None:
    field = Field.model_validate(make_field("number", unit={"vi": "bản", "en": "copies"}))
    assert type_of(field.type).display(field, 3) == "3 bản"


def test_every_kind_has_its_class() -> None:
    assert {type_of(kind).kind for kind in Kind} == set(Kind)


@pytest.mark.parametrize(
    ("kind", "key", "answer", "shown"),
    [
        ("date", "birth_date", "1990-04-09", "••/••/1990"),
        ("date", "child_birth_date", "2018-04-09", "••/••/2018"),
        ("partial_date", "birth_date", "1950", "1950"),
        ("partial_date", "birth_date", "1950-03", "••/••/1950"),
        ("date", "signed_on", "2019-04-09", "09/04/2019"),
    ],
)
def test_of_a_day_of_birth_the_masked_answer_is_the_year(kind: str, key: str, answer: JSON, shown: str) -> None:
    field = Field.model_validate(make_field(kind, key))
    assert type_of(field.type).mask(field, answer) == shown
