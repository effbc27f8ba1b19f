"""When does it begin, and what is the last day? The words of deadlines, on text without diacritics.

"Before the 25th" means that the 24th is the last day. A phrase that looks like a deadline and is none of these is a
`suspect`: a person reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.replication.directives.models import Repeats

_DATE = r"(?:ngay\s+)?(?P<d{n}>\d{{1,2}})\s*(?:[/.-]|thang)\s*(?P<m{n}>\d{{1,2}})\s*(?:[/.-]|nam)\s*(?P<y{n}>\d{{4}})"
_QUARTER = r"quy\s+(?P<q{n}>iv|iii|ii|i|[1-4])\s*(?:/|-|nam)?\s*(?P<qy{n}>\d{{4}})"
_MONTH = r"thang\s+(?P<mm{n}>\d{{1,2}})\s*(?:/|-|nam)\s*(?P<my{n}>\d{{4}})"
_YEAR = r"nam\s+(?P<yy{n}>\d{{4}})"


def _when(number: int, *, with_year: bool = True) -> str:
    kinds = [_DATE, _QUARTER, _MONTH, *([_YEAR] if with_year else [])]
    return "(?:" + "|".join(kind.format(n=number) for kind in kinds) + ")"


_ONE, _TWO, _SHORT = _when(1), _when(2), _when(1, with_year=False)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "from_now",
        re.compile(
            rf"\b(?:(?:bat dau|ke)\s+)?tu\s+(?:ngay\s+)?nay\s+(?:cho\s+)?den\s+(?:het\s+)?(?P<b>truoc\s+)?{_ONE}"
        ),
    ),
    ("from_to", re.compile(rf"\btu\s+{_ONE}\s+(?:den|toi)\s+(?:het\s+)?(?P<b>truoc\s+)?{_TWO}")),
    ("before", re.compile(rf"\btruoc\s+{_SHORT}")),
    ("until", re.compile(rf"\b(?:cham|tre|muon)\s+nhat(?:\s+(?:la|den|vao|trong|het))*\s+{_ONE}")),
    ("from", re.compile(rf"\b(?:(?:bat dau|ke|thuc hien|ap dung)\s+)?tu\s+{_SHORT}")),
    ("until", re.compile(rf"\b(?:den|toi)\s+het\s+{_ONE}")),
    ("until", re.compile(rf"\b(?:den|toi)\s+{_SHORT}")),
    ("until", re.compile(rf"\b(?:hoan thanh|xong)(?:\s+(?:trong|vao))?\s+{_ONE}")),
    ("until", re.compile(rf"\btrong\s+{_SHORT}")),
    ("until", re.compile(rf"\bvao\s+{_DATE.format(n=1)}")),
)
_QUARTERLY = re.compile(r"\b(?:dinh ky\s+)?(?:hang|moi|tung)\s+quy\b|\bdinh ky\s+(?:theo\s+)?quy\b")
_BARE = re.compile(rf"^\W*{_ONE}\W*$")
_SUSPECT = re.compile(
    r"\b(?:trong (?:vong|thoi han|thoi gian) \d+|sau \d+ (?:ngay|thang)|som nhat"
    r"|(?:truoc|den het|cham nhat)\s+(?:la\s+)?(?:ngay|thang|quy)\s|(?:truoc|sau) (?:khi|ky hop|mua)"
    r"|dinh ky (?:hang |moi |theo )?(?:thang|tuan|nam|\d+ thang)"
    r"|ngay \d{1,2} (?:hang thang|cua thang)|(?:hang|moi) thang\b)"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DECEMBER = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """A phrase of time: where it stands in the text, and what it says."""

    start: int
    end: int
    starts_on: date | None = None
    due_on: date | None = None
    repeats: Repeats = Repeats.ONCE

    @property
    def is_deadline(self) -> bool:
        """Tell whether it says when something comes due."""
        return self.due_on is not None or self.repeats is not Repeats.ONCE


def marks(folded: str, issued_on: date | None) -> list[Mark]:
    """Return the phrases of time that are understood, in order. "From now" needs the day of the letter."""
    found: list[Mark] = []
    for rule, pattern in _RULES:
        for match in pattern.finditer(folded):
            if not any(match.start() < mark.end and mark.start < match.end() for mark in found):
                found.extend(_mark(rule, match, issued_on))
    found += [Mark(match.start(), match.end(), repeats=Repeats.QUARTERLY) for match in _QUARTERLY.finditer(folded)]
    return sorted(found, key=lambda mark: mark.start)


def bare_deadline(folded: str, issued_on: date | None) -> list[Mark]:
    """Return the marks of a cell for deadlines, where a day or a quarter alone is the deadline."""
    match = _BARE.match(folded)
    days = _days(match, 1) if match else None
    return [Mark(0, len(folded), due_on=days[1])] if days else marks(folded, issued_on)


def has_suspect(folded: str, known: list[Mark]) -> bool:
    """Tell whether there is a phrase of time that was not understood."""
    return any(
        not any(match.start() < mark.end and mark.start < match.end() for mark in known)
        for match in _SUSPECT.finditer(folded)
    )


def _mark(rule: str, match: re.Match[str], issued_on: date | None) -> Iterator[Mark]:
    first = _days(match, 1)
    if first is None or (rule == "from_now" and issued_on is None):
        return
    where = (match.start(), match.end())
    if rule == "before":
        yield Mark(*where, due_on=first[0] - _DAY)
    elif rule == "from":
        yield Mark(*where, starts_on=first[0])
    elif rule == "until":
        yield Mark(*where, due_on=first[1])
    else:
        last = _days(match, 2) if rule == "from_to" else first
        starts_on = first[0] if rule == "from_to" else issued_on
        if last is not None:
            due_on = last[0] - _DAY if match["b"] else last[1]
            yield Mark(*where, starts_on=starts_on, due_on=due_on)


def _days(match: re.Match[str], number: int) -> tuple[date, date] | None:
    """Return the first and the last day of what group `number` names; None when the calendar has no such day."""
    said = {
        name.rstrip("12"): value for name, value in match.groupdict().items() if name.endswith(str(number)) and value
    }
    try:
        if "d" in said:
            day = date(int(said["y"]), int(said["m"]), int(said["d"]))
            return day, day
        if "q" in said:
            quarter = _ROMAN.get(said["q"]) or int(said["q"])
            return _months(int(said["qy"]), 3 * quarter - 2, 3)
        if "mm" in said:
            return _months(int(said["my"]), int(said["mm"]), 1)
        return _months(int(said["yy"]), 1, 12)
    except ValueError:
        return None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    after = first + count
    end = date(year + 1, after - _DECEMBER, 1) if after > _DECEMBER else date(year, after, 1)
    return date(year, first, 1), end - _DAY
