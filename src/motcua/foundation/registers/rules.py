"""What do codes and official books look like? Formats of codes, a reader that knows them all, and what a line may hold.

Sources: identifier of an agency as in QCVN 102:2016/BTTTT (`000.00.04.G18`, from the lowest level up) until 2020, then
as in Quyết định 20/2020/QĐ-TTg (`H15.50.05.13`, from the top down); dossier code = identifier, day (yymmdd), number of
the day in at least four digits; samples of the national portal (`G09.20-20260609-0092637`) and of social insurance
(`03706/2026/07906`); number and symbol of a document (Nghị định 30/2020/NĐ-CP art. 8: `554/UBND-CCHC`).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused

PATTERN_PARTS = re.compile(r"\{(\w+)(?::(\d+))?\}")
DEFAULT_PATTERN = "{unit}-{yymmdd}-{number:4}"
YEAR_2000 = 2000


class CodeShape(StrEnum):
    """The shapes of code that are in use."""

    DOSSIER_2016 = "dossier_qcvn_102"
    DOSSIER_2020 = "dossier_qd_20_2020"
    DOSSIER_NATIONAL = "dossier_national"
    DOSSIER_INSURANCE = "dossier_insurance"
    PROCEDURE = "procedure"
    DOCUMENT = "document"


@dataclass(frozen=True)
class SeriesKey:
    """Which run of numbers: of a unit, for what ("dossier", "book.dossiers"), in which period ("2019-04-09")."""

    unit_id: int
    code: str
    period: str


@dataclass(frozen=True)
class Column:
    """A column of an official book; `is_later` marks one that is filled in after the line was entered."""

    key: str
    label: str
    label_en: str
    is_later: bool = False


@dataclass(frozen=True)
class ParsedCode:
    """A code taken apart. `text` is its one correct writing; what a shape does not have is None or empty."""

    shape: CodeShape
    text: str
    unit_code: str = ""
    day: date | None = None
    year: int | None = None
    number: int | None = None
    symbol: str = ""


class CodeRefused(Refused):
    """What was typed is no code of a known shape; the sentence says what is wrong."""


class BookRefused(Refused):
    """A line cannot be entered in a book; the sentence says why."""


_UNIT_2016 = r"\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2}"
_UNIT_2020 = r"[A-Z]\d{2}(?:\.\d{1,3}){0,5}"
_DOSSIER = re.compile(
    rf"(?:(?P<old>{_UNIT_2016})|(?P<new>{_UNIT_2020}))-(?P<day>\d{{6}}|\d{{8}})-(?P<number>\d{{4,9}})"
)
_INSURANCE = re.compile(r"(?P<number>\d{5})/(?P<year>\d{4})/(?P<office>\d{5})")
_PROCEDURE = re.compile(r"\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|(?:\.\d{2}){3}\.[A-Z]\d{2})?")
_DOCUMENT = re.compile(r"(?P<number>\d{1,7})(?:/(?P<year>\d{4}))?/(?P<symbol>[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*)")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")


def normalise_code(text: str) -> str:
    """Return what was typed in the writing of codes: capitals, plain hyphens, no blanks, no closing full stop."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    return "".join(plain.split()).strip(".,;:")


def parse_code(text: str) -> ParsedCode:
    """Read a code of any known shape; blanks, small letters and long dashes do not matter.

    Raises CodeRefused with the reason when it is none.
    """
    code = normalise_code(text)
    if not code:
        raise CodeRefused("empty", _("Hãy nhập mã."))
    if found := _DOSSIER.fullmatch(code):
        return _dossier(code, found)
    if found := _INSURANCE.fullmatch(code):
        return _numbered(CodeShape.DOSSIER_INSURANCE, code, found, unit_code=found["office"])
    if _PROCEDURE.fullmatch(code):
        return ParsedCode(CodeShape.PROCEDURE, code, unit_code=code[9:].lstrip("."))
    if found := _DOCUMENT.fullmatch(code):
        return _numbered(CodeShape.DOCUMENT, code, found, symbol=found["symbol"])
    raise CodeRefused(*_reason(code))


def format_code(pattern: str, *, unit_code: str, day: date, number: int) -> str:
    """Write a code by a pattern such as `{unit}-{yymmdd}-{number:4}`.

    Parts: `{unit}`, `{yymmdd}`, `{yyyymmdd}`, `{yy}`, `{yyyy}` and `{number:N}` (at least N digits). Raises
    CodeRefused for another part or for a pattern without number.
    """
    values = {
        "unit": unit_code,
        "yymmdd": f"{day:%y%m%d}",
        "yyyymmdd": f"{day:%Y%m%d}",
        "yy": f"{day:%y}",
        "yyyy": f"{day:%Y}",
    }

    def part(found: re.Match[str]) -> str:
        if found[1] == "number":
            return str(number).zfill(int(found[2] or 1))
        return values[found[1]]

    check_pattern(pattern)
    return PATTERN_PARTS.sub(part, pattern)


def check_pattern(pattern: str) -> None:
    """Raise CodeRefused unless the pattern has a number and only known parts."""
    names = [found[1] for found in PATTERN_PARTS.finditer(pattern)]
    if names.count("number") != 1 or not {"unit", "yymmdd", "yyyymmdd", "yy", "yyyy", "number"}.issuperset(names):
        raise CodeRefused("pattern", _("Mẫu mã phải có đúng một {number:4} và chỉ dùng các phần đã định."))
    if set("{}") & set(PATTERN_PARTS.sub("", pattern)):
        raise CodeRefused("pattern", _("Mẫu mã có dấu ngoặc nhọn không khớp."))


def period_of(pattern: str, day: date) -> str:
    """Return the period in which the numbers of a pattern run: the day, the year, or for ever when it names neither."""
    names = {found[1] for found in PATTERN_PARTS.finditer(pattern)}
    if names & {"yymmdd", "yyyymmdd"}:
        return day.isoformat()
    return str(day.year) if names & {"yy", "yyyy"} else ""


def checked_line(columns: Iterable[Column], given: Mapping[str, str]) -> dict[str, str]:
    """Return the line with every column of the book; raise BookRefused for a column that the book does not have."""
    known = [column.key for column in columns]
    if unknown := sorted(set(given) - set(known)):
        raise BookRefused("column", format_lazy(_("Sổ này không có cột {columns}."), columns=", ".join(unknown)))
    return {key: given.get(key, "") for key in known}


def checked_completion(columns: Iterable[Column], line: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return what completes a line; raise BookRefused unless every column is a later one and still empty."""
    later = {column.key for column in columns if column.is_later}
    for key in given:
        if key not in later:
            raise BookRefused("column", format_lazy(_("Cột {columns} không được ghi sau."), columns=key))
        if line.get(key):
            raise BookRefused("filled", format_lazy(_("Cột {columns} đã ghi rồi; hãy đính chính."), columns=key))
    return {key: value for key, value in given.items() if value}


def _dossier(code: str, found: re.Match[str]) -> ParsedCode:
    digits = found["day"]
    is_national = len(digits) == len("20260609")
    try:
        day = datetime.strptime(digits, "%Y%m%d" if is_national else "%y%m%d").date()  # noqa: DTZ007 - a bare date
    except ValueError as error:
        raise CodeRefused("day", _("Ngày trong mã hồ sơ không có thật: hãy xem lại phần giữa.")) from error
    if day.year < YEAR_2000:
        raise CodeRefused("day", _("Ngày trong mã hồ sơ không có thật: hãy xem lại phần giữa."))
    if int(found["number"]) == 0:
        raise CodeRefused("number", _("Số thứ tự trong mã bắt đầu từ 1."))
    short = CodeShape.DOSSIER_2016 if found["old"] else CodeShape.DOSSIER_2020
    return ParsedCode(
        CodeShape.DOSSIER_NATIONAL if is_national else short,
        code,
        unit_code=found["old"] or found["new"],
        day=day,
        year=day.year,
        number=int(found["number"]),
    )


def _numbered(
    shape: CodeShape, code: str, found: re.Match[str], *, unit_code: str = "", symbol: str = ""
) -> ParsedCode:
    if int(found["number"]) == 0:
        raise CodeRefused("number", _("Số thứ tự trong mã bắt đầu từ 1."))
    year = int(found["year"]) if found["year"] else None
    return ParsedCode(shape, code, unit_code=unit_code, year=year, number=int(found["number"]), symbol=symbol)


def _reason(code: str) -> tuple[str, Promise]:
    """Say what is wrong with a code of no known shape."""
    if re.search(r"[^A-ZĐ0-9./-]", code):
        return "characters", _("Mã chỉ gồm chữ cái, chữ số và các dấu . - /")
    if "/" in code:
        return "document", _("Số, ký hiệu văn bản viết như 554/UBND-CCHC; mã hồ sơ bảo hiểm viết như 03706/2026/07906.")
    parts = code.split("-")
    if len(parts) == len(("unit", "day", "number")):
        return _reason_of_dossier(*parts)
    if len(parts) > len(("unit", "day", "number")):
        return "parts", _("Mã hồ sơ có ba phần cách nhau bằng dấu gạch nối: cơ quan, ngày, số thứ tự.")
    if re.match(r"\d\.", code):
        return "procedure", _("Mã thủ tục viết như 1.000656 hoặc 1.000656.000.00.00.H29.")
    return "unknown", _("Chưa nhận ra mã này: hãy xem lại mã trên giấy tiếp nhận hồ sơ.")


def _reason_of_dossier(unit: str, day: str, number: str) -> tuple[str, Promise]:
    if not re.fullmatch(rf"{_UNIT_2016}|{_UNIT_2020}", unit):
        return "unit", _("Phần đầu phải là mã cơ quan, như 000.00.04.G18 hoặc H15.50.05.13.")
    if not re.fullmatch(r"\d{6}|\d{8}", day):
        return "day", _("Phần giữa phải là ngày viết liền sáu hoặc tám chữ số, như 190409.")
    if not number.isdecimal():
        return "number", _("Phần cuối phải là số thứ tự, như 0001.")
    return "number", _("Số thứ tự có từ bốn đến chín chữ số, như 0001.")
