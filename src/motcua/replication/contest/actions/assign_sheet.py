"""Give one sheet to one reader by hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.interests import is_bound
from motcua.replication.contest.kinds import Round, State
from motcua.replication.contest.lock import checked_entry
from motcua.replication.contest.models import Assignment, EntryState
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused, InterestConflict, NotNow
from motcua.replication.contest.sheets import hand_out


@transaction.atomic
def assign_sheet(*, entry_id: int, staff_id: int, by: Staff, now: datetime) -> Assignment:
    """Return the sheet of an entry for one more reader. Needs the organiser, in the preliminary round.

    Raises NotAllowed, NotNow, InterestConflict, ContestRefused when it cannot be given (again).
    """
    entry = checked_entry(entry_id, State.READING, by=by, now=now)
    if entry.state != EntryState.ELIGIBLE:
        raise NotNow
    if not entry.contest.panelists.filter(staff=staff_id, panel=Round.PRELIMINARY, left_at__isnull=True).exists():
        raise ContestRefused("not_a_reader", _("Người này không thuộc danh sách chấm sơ khảo. Không có gì thay đổi."))
    if is_bound(entry.contest, staff_id, entry, now=now):
        raise InterestConflict
    if not hand_out(entry.contest, Round.PRELIMINARY, [(staff_id, entry.pk)], by=by, now=now):
        raise ContestRefused(
            "assigned_before", _("Người này đã được phân công bài này trước đó. Không có gì thay đổi.")
        )
    tell_journal(entry.contest, "assign_sheet", by=by, now=now, detail={"entry": entry.pk, "staff": staff_id})
    return Assignment.objects.get(entry=entry, judge=staff_id, round=Round.PRELIMINARY)
