"""Give a dossier its code."""

from datetime import date, datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.models import CodePattern
from motcua.foundation.registers.rules import DEFAULT_PATTERN, CodeRefused, SeriesKey, format_code, period_of
from motcua.foundation.units.models import UnitVersion
from motcua.foundation.worktime.clock import ZONE


def issue_dossier_code(*, unit_id: int, now: datetime, about: str = "") -> str:
    """Return the next dossier code of the receiving unit on the Vietnamese day of `now`, by the pattern then in force.

    Call it inside the transaction that makes the dossier; see `issue_number`. Raises CodeRefused when the unit does not
    stand on that day.
    """
    day = now.astimezone(ZONE).date()
    unit_code = UnitVersion.objects.filter(unit=unit_id, valid__contains=day).values_list("code", flat=True).first()
    if not unit_code:
        raise CodeRefused("no_unit", _("Đơn vị không còn hoạt động vào ngày này nên không cấp được mã hồ sơ."))
    pattern = _pattern_on(unit_id, day)
    number = issue_number(series=SeriesKey(unit_id, "dossier", period_of(pattern, day)), now=now, about=about)
    return format_code(pattern, unit_code=unit_code, day=day, number=number)


def _pattern_on(unit_id: int, day: date) -> str:
    """Return the unit's own pattern in force, else the common one, else the general shape."""
    patterns = CodePattern.objects.filter(Q(unit=unit_id) | Q(unit=None), valid_from__lte=day)
    ordered = patterns.order_by(F("unit").asc(nulls_last=True), "-valid_from")
    return ordered.values_list("pattern", flat=True).first() or DEFAULT_PATTERN
