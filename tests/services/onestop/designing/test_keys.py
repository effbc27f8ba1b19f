"""An item without a key gets one made of its name."""

from typing import Any

import pytest

from motcua.services.onestop.designing.keys import with_key

STEP: dict[str, Any] = {"title": {"vi": "Xác minh tại nơi cư trú"}}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Người mất", "nguoi_mat"),
        ("2. Đối chiếu, ký (lần 2)", "doi_chieu_ky_lan_2"),
        ("Xác minh điều kiện kinh doanh tại địa điểm đăng ký", "xac_minh_dieu_kien_kinh_doanh"),
        ("???", None),
    ],
)
def test_a_key_is_the_name_in_plain_letters(name: str, key: str | None) -> None:
    assert with_key({"title": {"vi": name}}, {}, ("steps", 0)).get("key") == key


def test_a_key_that_is_taken_gets_a_number() -> None:
    steps = [STEP | {"key": "xac_minh_tai_noi_cu_tru"}, STEP | {"key": "xac_minh_tai_noi_cu_tru_2"}]
    assert with_key(STEP, {"steps": steps}, ("steps", 2))["key"] == "xac_minh_tai_noi_cu_tru_3"


def test_a_question_has_a_key_that_no_question_of_the_form_has() -> None:
    sections = [{"key": "one", "fields": [{"key": "ngay_mat"}]}, {"key": "two", "fields": []}]
    field = {"label": {"vi": "Ngày mất"}}
    path = ("form", "sections", 1, "fields", 0)
    assert with_key(field, {"form": {"sections": sections}}, path)["key"] == "ngay_mat_2"


def test_what_has_a_key_keeps_it() -> None:
    assert with_key(STEP | {"key": "examine"}, {}, ("steps", 0))["key"] == "examine"
