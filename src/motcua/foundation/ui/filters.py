"""How dates, times, money and sizes are written on every page, in Vietnamese and in English."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol, overload

from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_KILO = 1024
_UNITS = ("KB", "MB", "GB", "TB")
_WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


class TimeLeft(Protocol):
    """What the legal clock says is left until a due time: minutes of working time, negative when late."""

    @property
    def is_late(self) -> bool:
        """Whether the due time has passed."""

    @property
    def minutes(self) -> int:
        """Working minutes left."""

    def text(self) -> str:
        """Return the span in words, without a sign."""


def _is_english() -> bool:
    return translation.get_language() == "en"


@overload
def _local(value: datetime) -> datetime: ...
@overload
def _local(value: date) -> date: ...
def _local(value: date) -> date:
    return value.astimezone(timezone.get_default_timezone()) if isinstance(value, datetime) and value.tzinfo else value


def date_vn(value: date | datetime | None) -> str:
    """Write a day as dd/MM/yyyy, in Vietnamese time; nothing for None."""
    return "" if value is None else f"{_local(value):%d/%m/%Y}"


def day_vn(value: date | datetime | None) -> str:
    """Write a day with its name: "thứ Hai, 08/04/2019"; nothing for None."""
    if value is None:
        return ""
    day = _local(value)
    return f"{_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def time_vn(value: datetime | time | None) -> str:
    """Write an hour as HH:mm, in Vietnamese time; nothing for None."""
    if value is None:
        return ""
    return f"{_local(value) if isinstance(value, datetime) else value:%H:%M}"


def moment_vn(value: datetime | None) -> str:
    """Write a moment as HH:mm dd/MM/yyyy, in Vietnamese time; nothing for None."""
    if value is None:
        return ""
    here = _local(value)
    # strftime takes twice as long, and a look-up writes eight of them
    return f"{here.hour:02}:{here.minute:02} {here.day:02}/{here.month:02}/{here.year:04}"


def number_vn(value: float | Decimal | None, decimals: int = 0) -> str:
    """Write a number with grouped thousands: 1.263,5 in Vietnamese, 1,263.5 in English; nothing for None."""
    if value is None:
        return ""
    written = f"{value:,.{decimals}f}"
    return written if _is_english() else written.translate(str.maketrans(",.", ".,"))


# of a sentence that is written in each language later
grouped_later = lazy(number_vn, str)


def percent_vn(part: float, whole: float, decimals: int = 1) -> str:
    """Write `part` of `whole` in per cent: "97,5%"; a dash when there is no whole."""
    return f"{number_vn(100 * part / whole, decimals)}%" if whole else "–"


def money_vn(value: int | Decimal | None) -> str:
    """Write an amount of đồng: "1.263.600 đồng"; nothing for None."""
    return "" if value is None else _("%(amount)s đồng") % {"amount": number_vn(value)}


def file_size(value: int) -> str:
    """Write a number of bytes in the unit a person would choose: "2,4 MB"."""
    if value < _KILO:
        return _("%(count)s byte") % {"count": number_vn(value)}
    power = min((value.bit_length() - 1) // 10, len(_UNITS))
    return f"{number_vn(value / _KILO**power, 0 if power == 1 else 1)} {_UNITS[power - 1]}"


def time_left(value: TimeLeft) -> str:
    """Write the working time left: "Còn 2 ngày 3 giờ làm việc", or by how much it is late, as soon as that is any."""
    if value.is_late and not value.minutes:
        return _("Quá hạn")
    if not value.minutes:  # the last minute
        return _("Hết thời gian làm việc")
    sentence = _("Quá hạn %(time)s") if value.is_late else _("Còn %(time)s")
    return sentence % {"time": value.text()}


def grouped(value: str, size: int = 4) -> str:
    """Write a code in groups that can be said on the phone: "7K2M-94QX"."""
    bare = value.replace("-", "").replace(" ", "")
    return "-".join(bare[start : start + size] for start in range(0, len(bare), size))
