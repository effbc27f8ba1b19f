"""Answers of several parts: each part has its own fault; old and new wards are both understood."""

import pytest

from motcua.foundation.forms.types.places import gazetteer
from tests.foundation.forms.test_kinds import codes, read

HCMC = "Thành phố Hồ Chí Minh"


def test_the_lists_hold_the_wards_of_before_and_after() -> None:
    wards = gazetteer()
    assert (len(wards.present), len(wards.former)) == (168, 15)
    kinds = [ward.name.split()[0] for ward in wards.present]
    assert [kinds.count(kind) for kind in ("Phường", "Xã", "Đặc")] == [113, 54, 1]


@pytest.mark.parametrize(
    ("typed", "name", "code", "since"),
    [
        ("Phường Tân Sơn Hòa", "Phường Tân Sơn Hòa", "26977", "2025-07-01"),
        ("phuong tan son hoa", "Phường Tân Sơn Hòa", "26977", "2025-07-01"),
        ("P. Bảy Hiền", "Phường Bảy Hiền", "26983", "2025-07-01"),
        ("Tân Sơn Nhất", "Phường Tân Sơn Nhất", "26968", "2025-07-01"),
        ("Phường 4, quận Tân Bình", "Phường 4, quận Tân Bình", "26968", ""),
        ("p4 q.Tân Bình", "Phường 4, quận Tân Bình", "26968", ""),
        ("Phường 04, Q. Tân Bình", "Phường 4, quận Tân Bình", "26968", ""),
    ],
)
def test_a_ward_is_known_however_it_is_typed(typed: str, name: str, code: str, since: str) -> None:
    answer = read("address", {"street": "12 Ấp Bắc", "ward": typed, "province": "TP. Hồ Chí Minh"})
    assert isinstance(answer, dict)
    assert (answer["ward"], answer["ward_code"], answer["ward_since"]) == (name, code, since)
    assert read("address", answer) == answer


def test_a_code_means_another_ward_since_july_2025() -> None:
    by_code = {(ward.code, ward.since): ward.name for ward in (*gazetteer().present, *gazetteer().former)}
    assert by_code[("26968", "")] == "Phường 4, quận Tân Bình"
    assert by_code[("26968", "2025-07-01")] == "Phường Tân Sơn Nhất"
    assert len(by_code) == 183


def test_a_place_elsewhere_is_taken_as_typed() -> None:
    elsewhere = {"street": "1 Lê Lợi", "ward": "Phường 2", "province": "Thành phố Đà Lạt"}
    assert read("address", elsewhere) == elsewhere


def test_a_numbered_ward_needs_its_district() -> None:
    assert codes("address", {"street": "12", "ward": "Phường 2", "province": HCMC}) == ["ward:ward_district"]


def test_each_missing_part_has_its_own_fault() -> None:
    assert codes("address", {"street": "12 Ấp Bắc", "ward": "", "province": ""}) == [
        "ward:required",
        "province:required",
    ]


def test_an_address_of_which_only_the_prefilled_part_is_there_is_none() -> None:
    assert read("address", {"street": " ", "ward": "", "province": HCMC}) is None


def test_a_part_that_does_not_exist_is_refused() -> None:
    assert codes("address", {"street": "12", "city": "x"}) == ["unknown_part"]


def test_a_parcel_has_an_area() -> None:
    parcel = {"sheet": "12", "number": "345", "area": "85,5 m²", "place": "Phường 4, quận Tân Bình"}
    assert read("parcel", parcel) == {**parcel, "area": 85.5}
    assert codes("parcel", {**parcel, "area": "0"}) == ["area:too_small"]
    assert codes("parcel", {**parcel, "area": "rộng"}) == ["area:not_a_number"]


def test_a_moment_has_a_fault_for_each_part() -> None:
    assert codes("datetime", {"date": "31/2/2019", "time": "99"}) == ["date:date_day", "time:time"]
    assert codes("datetime", {"date": "9/4/2019", "time": ""}) == ["time:required"]


def test_blank_rows_do_not_count_and_rows_keep_their_place_in_faults() -> None:
    blank = {"full_name": "", "birth": ""}
    good = {"full_name": "Trần Bé", "birth": "2015"}
    assert read("list", [blank, good, blank]) == [good]
    assert read("list", [blank]) is None
    wrong = {"full_name": "Bé 2", "birth": ""}
    assert codes("list", [blank, wrong]) == ["1:full_name:name_digits", "1:birth:required"]


def test_a_fault_inside_a_part_of_a_row_has_the_whole_path() -> None:
    row = {"full_name": "Bé", "birth": "2015", "home": {"street": "12", "ward": "Phường 2", "province": HCMC}}
    assert codes("list", [row]) == ["0:home:ward:ward_district"]


def test_the_number_of_rows_is_bounded() -> None:
    row = {"full_name": "Bé", "birth": "2015"}
    assert codes("list", [row] * 3, max_rows=2) == ["too_many_rows"]
    assert codes("list", [row], min_rows=2) == ["too_few_rows"]


def test_a_row_has_no_unknown_question() -> None:
    assert codes("list", [{"full_name": "Bé", "birth": "2015", "x": "1"}]) == ["0:x:unknown_part"]
