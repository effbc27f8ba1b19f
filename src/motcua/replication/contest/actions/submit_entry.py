"""Hand in an entry."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.access import entering_units
from motcua.replication.contest.content import Work, check_work, write_work
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import locked
from motcua.replication.contest.models import Contest, Entry
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import NotNow


@transaction.atomic
def submit_entry(*, contest_id: int, unit_id: int, work: Work, by: Staff, now: datetime) -> Entry:
    """Return the new entry of a unit; authors outside the age limit are refused at once, with the reason.

    Needs a leader or specialist of an invited unit, while entries are received. Raises Contest.DoesNotExist,
    NotAllowed, NotNow, NotEligible, ContestRefused.
    """
    contest = locked(contest_id)
    if contest.state == State.DRAFT:
        raise Contest.DoesNotExist
    if unit_id not in entering_units(roles_of(by, now), contest):
        raise NotAllowed
    require_receiving(contest, now)
    check_work(contest, work)
    entry = Entry(contest=contest, unit_id=unit_id, submitted_at=now, submitted_by=by)
    write_work(entry, work)
    tell_journal(contest, "submit_entry", by=by, now=now, detail={"entry": entry.pk, "unit": unit_id})
    return entry


def require_receiving(contest: Contest, now: datetime) -> None:
    """Raise NotNow unless entries are received at `now`."""
    if contest.state != State.OPEN or now < contest.opens_at:
        raise NotNow(_("Hội thi chưa hoặc không còn nhận bài. Chưa lưu gì: hãy xem lịch trong thể lệ."))
    if now >= contest.entries_until:
        raise NotNow(_("Đã hết hạn nộp bài. Bài đã nộp trước hạn được giữ nguyên; liên hệ ban tổ chức nếu cần."))
