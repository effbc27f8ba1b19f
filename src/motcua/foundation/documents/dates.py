"""How are days and moments written in an official document?

NĐ 30/2020/NĐ-CP, Phụ lục I: days below 10 and the months 1 and 2 are written with a leading zero.
"""

from datetime import date, datetime

from django.utils import timezone

_PADDED_MONTHS = 2


def day_in_words(day: date) -> str:
    """Return "ngày 09 tháng 4 năm 2019"."""
    month = f"{day.month:02}" if day.month <= _PADDED_MONTHS else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def moment_in_words(moment: datetime) -> str:
    """Return "08 giờ 30 phút, ngày 09 tháng 4 năm 2019" in Vietnamese time."""
    local = moment.astimezone(timezone.get_default_timezone())
    return f"{local.hour:02} giờ {local.minute:02} phút, {day_in_words(local.date())}"
