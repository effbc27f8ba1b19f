"""When is the time of a record over? Pure."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

FEBRUARY, LEAP_DAY = 2, 29
LONGEST_KEY = 18  # digits of a number that the database can hold


@dataclass(frozen=True)
class Term:
    """How many years, or days, a class of record is kept, from a day on; neither = for ever. With its source."""

    years: int | None
    valid_from: date
    document: str
    article: str
    verified: bool
    days: int | None = None

    @property
    def is_for_ever(self) -> bool:
        """Tell whether a record of this term never comes to its end."""
        return self.years is None and self.days is None


def term_of(row: Mapping[str, Any]) -> Term:
    """Return the term that a row of a data file tells."""
    return Term(
        years=row["years"],
        valid_from=date.fromisoformat(row["valid_from"]),
        document=row["document"],
        article=row["article"],
        verified=row["verified"],
        days=row.get("days"),
    )


def terms_in(package: str, code: str) -> tuple[Term, ...]:
    """Return the dated terms of a class of record, as the room `package` comes with them in `data/retention.json`."""
    text = files(package).joinpath("data", "retention.json").read_text(encoding="utf-8")
    return tuple(term_of(row) for row in json.loads(text)[code])


def cut(now: datetime, term: Term) -> datetime | None:
    """Return the moment before which a record must have ended so that its time is over at `now`; None = never."""
    if term.days is not None:
        return now - timedelta(days=term.days)
    if term.years is None:
        return None
    is_leap_day = (now.month, now.day) == (FEBRUARY, LEAP_DAY)
    return now.replace(year=now.year - term.years, day=28 if is_leap_day else now.day)


def key_in(name: str, *, prefix: str = "", ending: str = "") -> int:
    """Return the number in what a record is called ("12/CG", "TB12"); 0, which none has, where there is no such one."""
    text = name.strip()
    key = text.removeprefix(prefix).removesuffix(ending)
    is_number = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
    return int(key) if is_number and text == f"{prefix}{key}{ending}" else 0


def hidden_id(key: bytes, record_class: str, record_id: str) -> bytes:
    """Return what the deletion register keeps of an id: whoever holds an id can find it there, nobody reads one."""
    return hmac.digest(key, f"deletion register:{record_class}:{record_id}".encode(), hashlib.sha256)
