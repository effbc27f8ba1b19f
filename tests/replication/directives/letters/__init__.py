"""Letters of different layouts, written for the tests, each with what a person reads in it (`NAME.json`).

Those in Word and PDF are made when they are asked for.
"""

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import docx
import typst
from docx.document import Document

import motcua
from motcua.foundation.units.records import addressees, tan_binh
from motcua.replication.directives.records import dispatch_554, letter_554
from motcua.replication.initiatives.reference_554 import models_554

FOLDER = Path(__file__).parent
_FONTS = Path(motcua.__file__).parent / "foundation" / "ui" / "static" / "vendor" / "fonts"
_WORDS_OF_DIRECTIVE = (
    "Thời gian qua, việc tiếp nhận và trả kết quả hồ sơ đã có chuyển biến. Chủ tịch Ủy ban nhân dân quận chỉ thị:",
    "1. Chủ tịch Ủy ban nhân dân các phường trực tiếp kiểm tra việc xin lỗi khi trễ hẹn, không để dân đi lại nhiều.",
    "2. Văn phòng Hội đồng nhân dân và Ủy ban nhân dân quận công khai danh sách hồ sơ trễ hẹn trước ngày 01/8/2019.",
    "3. Giao Phòng Nội vụ:",
)
NAMES = ("ke-hoach-phuong", "cong-van-thanh-pho", "quyet-dinh-quan", "chi-thi", "thong-bao")


@cache
def letter(name: str) -> bytes:
    """Return the file of a letter; "554" is the dispatch itself."""
    if name == "554":
        return letter_554().encode()
    if name == "chi-thi":
        return _directive_in_word()
    if name == "thong-bao":
        return typst.compile(FOLDER / "thong-bao.typ", font_paths=[_FONTS], ignore_system_fonts=True)
    return (FOLDER / f"{name}.txt").read_bytes()


@cache
def truth(name: str) -> dict[str, Any]:
    """Return what a person reads in the letter, groups of units written out."""
    if name == "554":
        return _truth_of_dispatch()
    said: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for part in (*said["recipients"], *said["requirements"]):
        part["units"] = _units(part["units"]) if part["units"] is not None else None
    for model in said["models"]:
        model["takers"] = _units(model["takers"])
    return said


def _units(words: list[str]) -> set[str]:
    groups = {f"@{group.key}": set(group.units) for group in addressees().groups}
    groups["@offices-and-services"] = {
        one.reference
        for one in tan_binh().units
        if one.parent == "tan-binh" and one.kind in {"office", "service"} and one.level == "district"
    }
    return {unit for word in words for unit in (groups[word] if word.startswith("@") else {word})}


def _truth_of_dispatch() -> dict[str, Any]:
    record = dispatch_554()
    lines = [*record.addressees, *record.copies]
    known = {one.code: one for one in models_554().models}
    return {
        "number": record.number,
        "issued_on": str(record.issued_on),
        "issuer": record.issuer,
        "signer": record.signer,
        "subject": record.subject,
        "bases": [basis.number for basis in record.bases],
        "recipients": [{"text": line.text, "units": _units([*_keys(line.groups), *line.units])} for line in lines],
        "requirements": [
            {
                "number": one.number,
                "starts_on": str(one.starts_on) if one.starts_on else None,
                "due_on": str(one.due_on) if one.due_on else None,
                "repeats": one.repeats,
                "units": _units([*_keys(one.groups), *one.units]),
            }
            for one in record.requirements
        ],
        "models": [
            {"title": known[one.code].title, "origin": known[one.code].origin, "takers": _units(_keys(one.groups))}
            for one in record.models
        ],
    }


def _keys(groups: tuple[str, ...]) -> list[str]:
    return [f"@{key}" for key in groups]


def _directive_in_word() -> bytes:
    """Return a directive as an office writes it: two columns on top and at the foot, dashes as a list, two tables."""
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nQUẬN TÂN BÌNH"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 05/CT-UBND"
    head.cell(1, 1).text = "Tân Bình, ngày 15 tháng 7 năm 2019"
    document.add_paragraph("CHỈ THỊ")
    document.add_paragraph("Về tăng cường kỷ luật, kỷ cương trong tiếp nhận và trả kết quả hồ sơ")
    for text in _WORDS_OF_DIRECTIVE:
        document.add_paragraph(text)
    for text in (
        "Kiểm tra đột xuất ít nhất ba đơn vị; hoàn thành trong quý 3 năm 2019.",
        "Tham mưu xử lý đơn vị vi phạm trong thời gian sớm nhất.",
    ):
        document.add_paragraph(text, style="List Bullet")
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = (
        "Nơi nhận:\n- UBND Thành phố;\n- Các phòng, ban, đơn vị thuộc quận;\n- UBND 15 phường;\n- Hội Luật gia quận;\n"
        "- Lưu: VT."
    )
    foot.cell(0, 1).text = "CHỦ TỊCH\n\n\nPhạm Ngọc Ánh"
    document.add_paragraph("PHỤ LỤC")
    _table(
        document,
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn hoàn thành"),
        ("1", "Lắp màn hình gọi số", "Bộ phận Một cửa quận", "Trước ngày 15/8/2019"),
        ("2", "Sắp xếp lại nơi chờ", "Ủy ban nhân dân 15 phường", "Quý III/2019"),
        ("3", "Khảo sát sự hài lòng", "Thanh tra quận, Phòng Nội vụ", "15/10/2019"),
    )
    document.add_paragraph("Mô hình cần nhân rộng")
    _table(
        document,
        ("TT", "Tên mô hình", "Đơn vị nhân rộng"),
        ("1", "Camera giám sát nơi tiếp nhận hồ sơ của Ủy ban nhân dân Phường 13", "Ủy ban nhân dân 15 phường"),
        ("2", "Phiếu xin lỗi khi trễ hẹn của Phòng Tư pháp", "Các phòng ban chuyên môn thuộc quận"),
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Document, *rows: tuple[str, ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
