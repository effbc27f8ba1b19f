"""What does a cell of a bank's file hold? A day, đồng or words, in whatever way banks write them. Pure."""

import re
import unicodedata
from datetime import date, datetime

MOST_MONEY = 10**13
EARLIEST = date(2000, 1, 1)
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d")
Cell = str | int | float | datetime | date | None


def read_day(cell: Cell) -> date | None:
    """Return the day in a cell: a date of the workbook, or dd/MM/yyyy or yyyy-MM-dd with or without an hour."""
    day = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else _written_day(cell)
    return day if day is not None and day >= EARLIEST else None


def _written_day(cell: Cell) -> date | None:
    word = text(cell).replace("T", " ").split(" ")[0]
    for form in _DAYS:
        try:
            return datetime.strptime(word, form).date()  # noqa: DTZ007 - a bare day
        except ValueError:
            continue
    return None


def read_money(cell: Cell) -> int | None:
    """Return an amount of đồng, 0 for an empty cell; None for what is no whole amount ("12.50", "abc")."""
    if isinstance(cell, (bool, date)) or (isinstance(cell, float) and not cell.is_integer()):
        return None
    if isinstance(cell, (int, float)):
        return int(cell) if abs(cell) < MOST_MONEY else None
    word = re.sub(r"(?i)\s|vnd|đ$", "", text(cell)).removeprefix("+")
    if word in {"", "-"}:
        return 0
    whole = re.sub(r"[.,]0{1,2}$", "", word) if re.search(r"[.,]0{1,2}$", word) else word
    if not re.fullmatch(r"-?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)", whole):
        return None
    amount = int(whole.replace(".", "").replace(",", ""))
    return amount if abs(amount) < MOST_MONEY else None


def text(cell: Cell) -> str:
    """Return the words of a cell as they stand there."""
    return unicodedata.normalize("NFC", "" if cell is None else str(cell)).replace("\x00", "").strip()


def plain(cell: Cell) -> str:
    """Return the words of a cell in small letters without diacritics, to compare them."""
    bare = unicodedata.normalize("NFD", text(cell).lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def letter(column: int) -> str:
    """Return the name of a column as spreadsheets write it: A, B, … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
