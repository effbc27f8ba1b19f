"""Whoever may not see personal data sees none, whatever kind of field it stands in, in a list as outside."""

import pytest

from motcua.foundation.forms.answers import displayed
from motcua.foundation.forms.values import JSON
from tests.factories.forms import make_definition, make_field


def masked(kind: str, label: str, answer: JSON, *, in_list: bool) -> str:
    """Return what is shown of an answer to a question with these words."""
    asked = make_field(kind, "asked", label={"vi": label})
    field = make_field("list", "rows", fields=[asked]) if in_list else asked
    answers: dict[str, JSON] = {"rows": [{"asked": answer}]} if in_list else {"asked": answer}
    (section,) = displayed(make_definition(field), answers, masked=True)
    shown = section.rows[0].value_text
    return shown.removeprefix(f"1. {label}: ") if in_list else shown


@pytest.mark.parametrize("in_list", [True, False])
@pytest.mark.parametrize(
    ("kind", "label", "answer", "shown"),
    [
        ("text", "Địa chỉ", "1 Ba Vân, Phường 14", "Phường 14"),
        ("text", "Địa chỉ", "1 Ba Vân, khu phố 2, P.14, Q. Tân Bình", "P.14, Q. Tân Bình"),
        ("long_text", "Nơi cư trú hiện nay", "12 Main Street, Springfield", "•••"),
        ("text", "Nơi cư trú trước đây", "Nhà bà Ba cạnh chợ", "•••"),
        ("text", "Họ và tên vợ hoặc chồng", "Đinh Thị Ngọc", "Đ. T. Ngọc"),
        ("text", "Họ, chữ đệm, tên", "Đinh Thị Ngọc", "Đ. T. Ngọc"),
        ("text", "Họ tên các bên còn lại", "Lê Văn Một, Trần Hai 079190000001", "L. V. Một, T. H. ••••••••0001"),
        ("text", "Số tài khoản nhận tiền, ngân hàng", "0071000123456, VCB", "•••••••••3456, VCB"),
        ("text", "Số điện thoại liên hệ", "0901 234 567", "•••••••• 567"),
        ("person_name", "Họ và tên", "Đinh Thị Ngọc", "Đ. T. Ngọc"),
        ("cccd", "Số", "079190000001", "••••••••0001"),
        ("phone", "Số", "0901234567", "090••••567"),
        ("address", "Ở", {"street": "1 Ba Vân", "ward": "Phường 14", "province": "Huế"}, "Phường 14, Huế"),
    ],
)
def test_what_is_asked_for_is_hidden(kind: str, label: str, answer: JSON, shown: str, *, in_list: bool) -> None:
    assert masked(kind, label, answer, in_list=in_list) == shown


@pytest.mark.parametrize("label", ["Mục đích", "Nơi sinh", "Nơi đã đăng ký", "Tên giấy tờ", "Kỳ họp", "Hộ khẩu"])
def test_what_says_nothing_of_where_and_who_is_shown(label: str) -> None:
    assert masked("text", label, "Bán lẻ tại 1 Ba Vân", in_list=False) == "Bán lẻ tại 1 Ba Vân"
