"""Days and hours as people type them: 9/4/2019, 09042019, a year alone, 8h30."""

import re
from datetime import date, datetime, time, timedelta, timezone

from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import fault
from motcua.foundation.forms.types.base import LineType, Schema
from motcua.foundation.forms.types.composite import CompositeType, Part
from motcua.foundation.forms.values import JSON

_SEPARATED = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,4})")
_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_TIME = re.compile(r"([0-9]{1,2})\s*(?:[:hg.]|giờ)\s*([0-9]{2})?\s*(?:phút|p|m)?|([0-9]{2})([0-9]{2})")
# the zone's own history has odd offsets before 1975, which RFC 3339 cannot write
OFFSET = timezone(timedelta(hours=7))
BIRTHDAY = "bday"  # what browsers fill a day of birth in by
FIRST_YEAR, LAST_YEAR = 1850, 2200
_MONTHS, _HOURS, _MINUTES, _YEAR_DIGITS = 12, 24, 60, 4


def _tells_birth(field: Field) -> bool:
    """Tell whether a day is one of birth: of whoever applies, or of a child or partner they write down."""
    return field.autocomplete == BIRTHDAY or "birth" in field.key.split("_")


def _year_alone(answer: JSON) -> str:
    year = str(answer)[:_YEAR_DIGITS]
    return year if str(answer) == year else f"••/••/{year}"


class DateType(LineType):
    """A whole calendar day; the clean answer is ISO: 2019-04-09."""

    kind = Kind.DATE
    inputmode = "numeric"
    size_class = "narrow"
    longest = 30
    spellcheck = False
    missing = _("Chưa nhập ngày.")
    hint = _("Ngày, tháng, năm, ví dụ 09/04/1990 hoặc 09041990.")  # the digits of many phones have no slash

    def parse(self, field: Field, text: str, today: date | None) -> JSON:
        """Read the day and hold it against the bounds."""
        day = read_day(text)
        check_bounds(field, day, today)
        return day.isoformat()

    def typed(self, field: Field, value: object) -> object:  # noqa: ARG002
        """Spell a clean day dd/MM/yyyy."""
        return slashed(value)

    def display(self, field: Field, answer: JSON) -> str:
        """Show dd/MM/yyyy."""
        return str(self.typed(field, answer))

    def mask(self, field: Field, answer: JSON) -> str:
        """Show of a day of birth the year."""
        return _year_alone(answer) if _tells_birth(field) else self.display(field, answer)

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe an ISO day."""
        return {"type": "string", "format": "date"}


class PartialDateType(LineType):
    """A year, a month or a day: many elderly people know only the year they were born in."""

    kind = Kind.PARTIAL_DATE
    inputmode = "numeric"
    size_class = "narrow"
    longest = 30
    spellcheck = False
    missing = _("Chưa nhập ngày. Nếu chỉ nhớ năm thì nhập năm, ví dụ 1950.")
    hint = _("Ví dụ 09/04/1990 hoặc 09041990. Chỉ nhớ năm thì ghi năm.")

    def parse(self, field: Field, text: str, today: date | None) -> JSON:
        """Read as much as is given."""
        if _YEAR.fullmatch(text):
            first, answer = date(checked_year(int(text)), 1, 1), text
        elif match := _MONTH.fullmatch(text):
            first = read_month(int(match[2]), int(match[1]))
            answer = first.strftime("%Y-%m")
        elif match := _ISO_MONTH.fullmatch(text):
            first = read_month(int(match[1]), int(match[2]))
            answer = text
        else:
            first = read_day(text)
            answer = first.isoformat()
        check_bounds(field, first, today)
        return answer

    def typed(self, field: Field, value: object) -> object:  # noqa: ARG002
        """Spell a clean answer 1950, 03/1950 or 02/03/1950."""
        return slashed(value)

    def display(self, field: Field, answer: JSON) -> str:
        """Show what is known."""
        return str(self.typed(field, answer))

    def mask(self, field: Field, answer: JSON) -> str:
        """Show of a day of birth the year."""
        return _year_alone(answer) if _tells_birth(field) else self.display(field, answer)

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe a year, a month or a day."""
        return {"type": "string", "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}


class TimeType(LineType):
    """An hour of the day; the clean answer is HH:MM."""

    kind = Kind.TIME
    size_class = "short"
    longest = 20
    spellcheck = False
    missing = _("Chưa nhập giờ.")

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Read 8:30, 8h30, 8 giờ 30 or 0830."""
        return read_time(text).strftime("%H:%M")

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe HH:MM."""
        return {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$"}


class DatetimeType(CompositeType):
    """A day and an hour; the clean answer is RFC 3339 with the offset of Vietnam."""

    kind = Kind.DATETIME
    missing = _("Chưa nhập ngày và giờ.")

    def parts(self, field: Field) -> tuple[Part, ...]:
        """Return the day and the hour."""
        return (
            Part("date", _("Ngày"), DateType(), field.model_copy(update={"type": Kind.DATE})),
            Part("time", _("Giờ"), TimeType(), field.model_copy(update={"type": Kind.TIME})),
        )

    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Read the two parts, or a moment from a program."""
        if isinstance(raw, str) and raw.strip():
            raw = self.typed(field, _local(raw))
        parts = super().read(field, raw, today)
        if not isinstance(parts, dict):
            return None
        return datetime.fromisoformat(f"{parts['date']}T{parts['time']}").replace(tzinfo=OFFSET).isoformat()

    def typed(self, field: Field, value: object) -> object:
        """Spell a clean moment in its two inputs."""
        if not isinstance(value, str):
            return super().typed(field, value)
        day, _t, clock = value.partition("T")
        return {"date": slashed(day), "time": clock[:5]}

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show HH:mm dd/MM/yyyy."""
        day, _t, clock = str(answer).partition("T")
        return f"{clock[:5]} {slashed(day)}"

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe a moment."""
        return {"type": "string", "format": "date-time"}


def read_day(text: str) -> date:
    """Return the day behind d/M/yyyy, ddMMyyyy or ISO; raises Faulty with the part that is wrong."""
    if match := _ISO.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    elif match := _SEPARATED.fullmatch(text) or _TOGETHER.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    else:
        raise fault("date", _("Nhập ngày theo thứ tự ngày/tháng/năm, ví dụ 09/04/2019."))
    if len(year) != _YEAR_DIGITS:
        raise fault("date_year_digits", _("Nhập năm đủ 4 chữ số, ví dụ 09/04/2019."))
    first = read_month(int(year), int(month))
    try:
        return first.replace(day=int(day))
    except ValueError:
        raise fault(
            "date_day",
            _("Tháng %(month)s năm %(year)s không có ngày %(day)s.")
            % {"month": int(month), "year": year, "day": int(day)},
        ) from None


def read_month(year: int, month: int) -> date:
    """Return the first day of a month; raises Faulty."""
    if not 1 <= month <= _MONTHS:
        raise fault("date_month", _("Không có tháng %(month)s: tháng từ 1 đến 12.") % {"month": month})
    return date(checked_year(year), month, 1)


def checked_year(year: int) -> int:
    """Return a year that a paper may bear; raises Faulty."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise fault("date_year", _("Năm %(year)s không hợp lý. Xem lại năm.") % {"year": year})
    return year


def check_bounds(field: Field, day: date, today: date | None) -> None:
    """Raise Faulty when a day lies outside the bounds of the definition; "today" counts only when it is known."""
    low, high = _bound(field.not_before, today), _bound(field.not_after, today)
    if low and day < low:
        raise fault(
            "date_early", _("Ngày này sớm quá: phải từ %(limit)s trở đi.") % {"limit": slashed(low.isoformat())}
        )
    if high and day > high:
        if field.not_after == "today":
            raise fault("date_future", _("Ngày này chưa tới. Nhập ngày không muộn hơn hôm nay."))
        raise fault("date_late", _("Ngày này muộn quá: không sau %(limit)s.") % {"limit": slashed(high.isoformat())})


def _bound(text: str | None, today: date | None) -> date | None:
    """Return the day a bound stands for."""
    if text is None:
        return None
    return today if text == "today" else date.fromisoformat(text)


def read_time(text: str) -> time:
    """Return the hour behind 8:30, 8h30, 8h, 8 giờ 30 or 0830; raises Faulty."""
    match = _TIME.fullmatch(text.lower())
    if match is None:
        raise fault("time", _("Nhập giờ và phút, ví dụ 08:30."))
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    if hour >= _HOURS or minute >= _MINUTES:
        raise fault("time_range", _("Giờ từ 0 đến 23, phút từ 0 đến 59, ví dụ 14:05."))
    return time(hour, minute)


def slashed(value: object) -> object:
    """Turn an ISO day into dd/MM/yyyy, a month into MM/yyyy; anything else comes back as it is."""
    if isinstance(value, str) and (_ISO.fullmatch(value) or _ISO_MONTH.fullmatch(value)):
        return "/".join(reversed(value.split("-")))
    return value


def _local(raw: str) -> str:
    """Return a moment of a program in Vietnamese time; raises Faulty."""
    try:
        moment = datetime.fromisoformat(raw.strip())
        here = moment.astimezone(OFFSET) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise fault("datetime", _("Nhập ngày và giờ, ví dụ 2019-04-09T08:30:00+07:00.")) from None
    return here.replace(tzinfo=None).isoformat()
