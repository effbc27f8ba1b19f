"""The letters of the one-stop: what they say, what a reader of the QR code gets, and that nothing in them runs."""

import io
import re
from datetime import date

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from motcua.foundation.documents.letters import PaperLine
from motcua.foundation.documents.pdf import TemplateMissing, render_pdf
from tests.factories.documents import (
    LOOK_UP_URL,
    RECEIVED,
    make_handover,
    make_receipt,
    make_refusal,
    make_supplement,
)
from tests.foundation.documents.paper import (
    blurred,
    crooked,
    grainy,
    pages_of,
    photocopied,
    printed,
    text_of,
)

_LETTERS = {
    "onestop/receipt": make_receipt().as_data(),
    "onestop/receipt80": make_receipt().as_data(),
    "onestop/supplement": make_supplement().as_data(),
    "onestop/refusal": make_refusal().as_data(),
    "onestop/handover": make_handover().as_data(),
}
_WITH_CODE = ["onestop/receipt", "onestop/receipt80", "onestop/supplement"]


def _read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(
    "words",
    [
        "ỦY BAN NHÂN DÂN QUẬN TÂN BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 0123/TNHS",
        "Tân Bình, ngày 09 tháng 4 năm 2019",
        "Mẫu số 01 (Thông tư số 01/2018/TT-VPCP)",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: 000.00.04.G18-190409-0001",
        "Bộ phận Tiếp nhận và Trả kết quả quận Tân Bình",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Huyền",
        "Địa chỉ: 12/3 Hoàng Văn Thụ, Phường 4, quận Tân Bình",
        "Số điện thoại: 0901234567",
        "Email: huyen@example.vn",
        "1. Thành phần hồ sơ nộp gồm:",
        "1) Đơn đề nghị cấp giấy phép xây dựng – Bản chính",
        "3) Bản vẽ thiết kế xây dựng – Bản chính (2 bản)",
        "2. Số lượng hồ sơ: 1 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định là: 15 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 09 tháng 4 năm 2019",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 08 giờ 05 phút, ngày 02 tháng 5 năm 2019",
        "6. Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả",
        "7. Phí, lệ phí: 75.000 đồng",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 01/2019, Số thứ tự: 0456",
        "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên) Nguyễn Thị Ngọc Huyền",
        "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) Trần Văn Đức",
        "7K3M-9QXA-T2VE-0B5H",
    ],
)
def test_the_receipt_says_what_form_01_asks(words: str) -> None:
    assert words in text_of(render_pdf("onestop/receipt", _LETTERS["onestop/receipt"], now=RECEIVED))


def test_the_receipt_of_the_newer_circular_lists_papers_in_a_table() -> None:
    text = text_of(render_pdf("onestop/receipt", make_receipt(day=date(2025, 7, 2)).as_data(), now=RECEIVED))
    assert "Mẫu số 01 (Thông tư số 03/2025/TT-VPCP)" in text
    assert "STT Tên giấy tờ Loại bản Số lượng" in text
    assert "2 Giấy chứng nhận quyền sử dụng đất Bản sao chứng thực 1" in text


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (
            "onestop/supplement",
            ["PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Thiếu trang bổ sung", "thoại 028 3844"],
        ),
        ("onestop/refusal", ["PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Điều 93 Luật Xây dựng", "Nơi nhận:"]),
        ("onestop/handover", ["GIẤY KÝ NHẬN KẾT QUẢ", "Giấy phép xây dựng số 88/GPXD", "CCCD số ••••••••1234"]),
        ("onestop/receipt80", ["Hẹn trả: 08 giờ 05 phút, ngày 02 tháng 5 năm", "7K3M-9QXA-T2VE-0B5H", "75.000 đồng"]),
    ],
)
def test_the_other_letters_say_what_they_must(template: str, words: list[str]) -> None:
    text = text_of(render_pdf(template, _LETTERS[template], now=RECEIVED))
    assert [each for each in words if each not in text] == []


@pytest.mark.parametrize("template", _WITH_CODE)
@pytest.mark.parametrize("dpi", [110, 150, 203, 300])
def test_the_code_is_read_from_a_print(template: str, dpi: int) -> None:
    assert _read(printed(render_pdf(template, _LETTERS[template], now=RECEIVED), dpi=dpi)) == [LOOK_UP_URL]


@pytest.mark.parametrize("template", _WITH_CODE)
@pytest.mark.parametrize("threshold", [90, 128, 180])
def test_the_code_is_read_from_a_black_and_white_copy(template: str, threshold: int) -> None:
    page = printed(render_pdf(template, _LETTERS[template], now=RECEIVED), dpi=110)
    assert _read(photocopied(page, threshold=threshold)) == [LOOK_UP_URL]


@pytest.mark.parametrize("template", _WITH_CODE)
@pytest.mark.parametrize("degrees", [-7, 2, 12, 90, 180])
def test_the_code_is_read_from_a_crooked_grainy_copy_of_a_blurred_print(template: str, degrees: int) -> None:
    page = printed(render_pdf(template, _LETTERS[template], now=RECEIVED), dpi=110)
    assert _read(crooked(photocopied(grainy(blurred(page, 0.7), 40)), degrees)) == [LOOK_UP_URL]


def test_a_thermal_printer_prints_every_module_of_the_slip_equally_wide() -> None:
    image = photocopied(printed(render_pdf("onestop/receipt80", _LETTERS["onestop/receipt80"], now=RECEIVED), dpi=203))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text == LOOK_UP_URL
    width = found.position.top_right.x - found.position.top_left.x
    assert round(width / 6) * 6 == pytest.approx(width, abs=1)


def test_equal_data_and_moment_make_equal_bytes() -> None:
    data = _LETTERS["onestop/receipt"]
    assert render_pdf("onestop/receipt", data, now=RECEIVED) == render_pdf("onestop/receipt", data, now=RECEIVED)


def test_the_date_of_the_file_is_the_moment_given() -> None:
    with pikepdf.open(io.BytesIO(render_pdf("onestop/receipt", _LETTERS["onestop/receipt"], now=RECEIVED))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20190409010500")


@pytest.mark.parametrize("template", _LETTERS)
def test_every_letter_is_an_archivable_and_readable_pdf(template: str) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(template, _LETTERS[template], now=RECEIVED))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "vi"
        assert bool(pdf.Root.MarkInfo.Marked)


@pytest.mark.parametrize(
    "name",
    [
        "#panic(1)",
        '#read("/foundation/audit/actor.py")',
        "*đậm* _nghiêng_ $x^2$ <nhãn> @nguồn",
        '"); #import "@preview/x:1.0.0": *',
        "\\u{41} // chú thích /* */",
        "`mã` = tiêu đề",
    ],
)
def test_what_people_type_is_never_markup(name: str) -> None:
    text = text_of(render_pdf("onestop/receipt", make_receipt(name=name).as_data(), now=RECEIVED))
    assert f"Tiếp nhận hồ sơ của: {name}" in text


def test_letters_the_font_has_not_do_not_stop_the_receipt() -> None:
    text = text_of(render_pdf("onestop/receipt", make_receipt(name="Lý 明 😀\x00").as_data(), now=RECEIVED))
    assert re.search(r"Tiếp nhận hồ sơ của: Lý □ □", text)


def test_long_lists_and_long_words_go_over_pages() -> None:
    papers = tuple(PaperLine(f"Giấy tờ số {number} " + "rất dài " * 20, "Bản chính") for number in range(40))
    pdf = render_pdf("onestop/receipt", make_receipt(name="Nguyễn" * 60, papers=papers).as_data(), now=RECEIVED)
    assert pages_of(pdf) > 2
    assert "40) Giấy tờ số 39" in text_of(pdf)


def test_a_receipt_without_papers_is_a_receipt() -> None:
    assert pages_of(render_pdf("onestop/receipt", make_receipt(papers=()).as_data(), now=RECEIVED)) == 1
    assert pages_of(render_pdf("onestop/receipt80", make_receipt(papers=()).as_data(), now=RECEIVED)) == 1


@pytest.mark.parametrize("name", ["onestop/unknown", "unknown/receipt", "onestop/../typst/receipt", "receipt", ""])
def test_an_unknown_template_is_named(name: str) -> None:
    with pytest.raises(TemplateMissing):
        render_pdf(name, {}, now=RECEIVED)
