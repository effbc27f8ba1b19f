"""Move a date of the calendar to a later one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.notices import tell_units
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused

# which date may still move at which stage
MOVABLE = {
    "entries_until": (State.OPEN,),
    "reading_until": (State.OPEN, State.READING),
    "final_at": (State.OPEN, State.READING, State.FINAL),
}
_ORDER = ("opens_at", "entries_until", "reading_until", "final_at")


@transaction.atomic
def extend_deadline(*, contest_id: int, which: str, until: datetime, by: Staff, now: datetime) -> Contest:
    """Return the contest with one date moved later, for everybody alike; dates behind it move as far as they must.

    Needs the organiser. Raises NotAllowed, NotNow, ContestRefused.
    """
    contest = organised(contest_id, *MOVABLE[which], by=by, now=now)
    if until <= max(now, getattr(contest, which)):
        raise ContestRefused(
            "not_later", _("Chỉ lùi được thời hạn về sau. Không có gì thay đổi: hãy chọn ngày muộn hơn.")
        )
    shift = until - getattr(contest, which)
    for name in _ORDER[_ORDER.index(which) :]:
        setattr(contest, name, getattr(contest, name) + shift)
    contest.version += 1
    contest.save(update_fields=[*_ORDER, "version"])
    tell_units(
        contest,
        _("Hội thi lùi thời hạn: %(title)s"),
        _("Ban tổ chức hội thi “%(title)s” vừa lùi thời hạn. Hãy xem lịch mới trong thể lệ."),
        now=now,
        once=f"extended:{contest.version}",
    )
    tell_journal(contest, "extend_deadline", by=by, now=now, detail={"which": which, "until": until.isoformat()})
    return contest
