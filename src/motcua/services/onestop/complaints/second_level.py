"""May a complaint be followed by a second one, to which office and until when?

Luật Khiếu nại 02/2011/QH13, Điều 33: within the time after the decision, or after the time for it passed without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.clock import answer_due, ends, law_on
from motcua.services.onestop.complaints.offices import office_above
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import ComplaintLevel, ComplaintState
from motcua.services.onestop.models import Complaint

_REFUSALS = {
    "not_first": _(
        "Khiếu nại lần hai là lần cuối theo trình tự khiếu nại. Hãy đến nơi tiếp công dân để được hướng dẫn."
    ),
    "second_filed": _("Đã có khiếu nại lần hai sau khiếu nại này. Hãy theo dõi khiếu nại đó."),
    "not_settled": _(
        "Chỉ khiếu nại lần hai khi không đồng ý với trả lời khiếu nại lần đầu, hoặc đã hết thời hạn mà chưa có trả lời."
    ),
    "second_too_late": _("Đã quá thời hạn khiếu nại lần hai. Hãy đến nơi tiếp công dân để được hướng dẫn."),
    "no_office_above": _(
        "Hệ thống không có cơ quan cấp trên của cơ quan này. Hãy đến nơi tiếp công dân để được hướng dẫn."
    ),
}
# what a complainant is told beside a complaint that has come to its end
NO_MORE = frozenset({"not_first", "second_too_late", "no_office_above"})


@dataclass(frozen=True)
class WayUp:
    """Where a second complaint goes, and until when."""

    unit_id: int
    until: datetime


def way_up(first: Complaint, now: datetime) -> WayUp:
    """Return where the second complaint after `first` goes; raise ComplaintRefused when there is no such way now."""
    if first.level == ComplaintLevel.SECOND:
        raise _no("not_settled" if first.is_open else "not_first")
    if second_of(first) is not None:
        raise _no("second_filed")
    began = _began(first, now)
    if began is None:
        raise _no("not_settled")
    above = office_above(first.answering_id, day_of(now))
    if above is None:
        raise _no("no_office_above")
    law = law_on(day_of(now), level=ComplaintLevel.SECOND, is_remote=first.is_remote)
    until = ends(law.lodge, unit_id=above, start=began)
    if now > until:
        raise _no("second_too_late")
    return WayUp(above, until)


def second_of(first: Complaint) -> Complaint | None:
    """Return the second complaint that followed, None when there is none."""
    return getattr(first, "second", None)


def heir_of_second(first: Complaint, successor_id: int, on: date) -> int:
    """Return who goes on with the second complaint after `first` when its office ended: whoever is above now.

    A district that ended may have gone over into a ward, which judges neither itself nor its neighbour. `successor_id`
    answers where nobody stands above.
    """
    above = office_above(first.answering_id, on)
    return successor_id if above is None else above


def _began(first: Complaint, now: datetime) -> datetime | None:
    """Return the decision, or the end of the time for it when that has passed without one."""
    if first.state == ComplaintState.ANSWERED:
        return first.closed_at
    if not first.is_open:
        return None
    due = answer_due(first)
    return due if now > due else None


def _no(code: str) -> ComplaintRefused:
    return ComplaintRefused(code, _REFUSALS[code])
