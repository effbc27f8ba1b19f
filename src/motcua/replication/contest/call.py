"""What is written in a call, as one value, checked before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from motcua.replication.contest.kinds import Basis
from motcua.replication.contest.models import Contest
from motcua.replication.contest.refusals import ContestRefused

HIGHEST_WEIGHT = Decimal(100)


@dataclass(frozen=True)
class Call:
    """The call of a contest; the fields of `Contest` of the same names, and the units that may enter."""

    title: str
    rules_text: str
    age_on: date
    opens_at: datetime
    entries_until: datetime
    reading_until: datetime
    final_at: datetime
    number: str = ""
    age_limit: int | None = None
    age_source: str = ""
    final_place: str = ""
    readers_per_entry: int = 2
    finalists: int = 9
    winners: int = 3
    appeal_days: int = 5
    basis: str = Basis.RAW
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class CriterionGiven:
    """A criterion as it was typed."""

    title: str
    weight: Decimal
    scale: Decimal
    is_optional: bool = False


def check_call(call: Call) -> None:
    """Raise ContestRefused, whose code is the field that is wrong."""
    if not call.title.strip():
        raise ContestRefused("title", _("Chưa ghi tên hội thi. Chưa lưu gì: hãy ghi tên rồi gửi lại."))
    if not call.opens_at < call.entries_until < call.reading_until <= call.final_at:
        raise ContestRefused(
            "calendar",
            _("Các mốc thời gian chưa theo thứ tự: mở nhận bài, hết hạn nộp, xong sơ khảo, chung kết. Hãy sửa lại."),
        )
    if call.readers_per_entry < 2:  # noqa: PLR2004 - one reader alone decides nothing
        raise ContestRefused("readers_per_entry", _("Mỗi bài phải có ít nhất hai người chấm độc lập."))
    if not 1 <= call.winners <= call.finalists:
        raise ContestRefused("winners", _("Số giải phải từ 1 và không quá số đội vào chung kết."))


def write_call(contest: Contest, call: Call) -> None:
    """Set the fields of the contest; the caller saves it and then writes the units."""
    for one in fields(call):
        if one.name != "unit_ids":
            setattr(contest, one.name, getattr(call, one.name))
