"""Number the letters of the one-stop: a run of numbers a year for each kind and unit."""

from datetime import datetime

from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import Dossier

# the symbol after the number: hướng dẫn hồ sơ, từ chối hồ sơ, xin lỗi, dừng giải quyết hồ sơ
SYMBOLS = {"supplement": "HDHS", "refusal": "TCHS", "apology": "XL", "stop": "DHS"}


def letter_number(dossier: Dossier, kind: str, *, now: datetime) -> str:
    """Return the next number and symbol ("04/HDHS") of a kind of letter of the office where the dossier lies.

    A number below ten is written with a 0 before it (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    series = SeriesKey(dossier.office_unit_id, f"onestop.{kind}", str(day_of(now).year))
    number = issue_number(series=series, now=now, about=f"dossier:{dossier.pk}")
    return f"{number:02}/{SYMBOLS[kind]}"
