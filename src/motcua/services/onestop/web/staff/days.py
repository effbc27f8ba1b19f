"""The days in the addresses of lists and figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise

FIRST_YEAR, LAST_YEAR = 2000, 2100  # wide enough for every dossier, and a month more or less is still a date
PERIOD = timedelta(days=30)
_UNREADABLE = _("Ngày đã nhập không đọc được, hoặc xa quá. Dưới đây là ba mươi ngày gần nhất.")
_REVERSED = _("“Từ ngày” muộn hơn “Đến ngày”. Hãy đổi lại; dưới đây là ba mươi ngày gần nhất.")


@dataclass(frozen=True)
class Span:
    """The days that a page counts, and what was wrong with those that were asked; "" for nothing."""

    since: date
    until: date
    fault: StrOrPromise = ""


def span_asked(given: QueryDict, *, today: date) -> Span:
    """Return the days of `?tu=` and `?den=`; without them, or where they cannot be counted, the last thirty."""
    usual = Span(today - PERIOD, today)
    asked = {name: given.get(name, "").strip() for name in ("tu", "den")}
    days = {name: day_asked(text) for name, text in asked.items() if text}
    if None in days.values():
        return replace(usual, fault=_UNREADABLE)
    until = days.get("den") or today
    since = days.get("tu") or until - PERIOD
    return replace(usual, fault=_REVERSED) if since > until else Span(since, until)


def day_asked(text: str) -> date | None:
    """Return the day written as 2019-04-09; None when it is none, or so far off that nothing could be counted."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
