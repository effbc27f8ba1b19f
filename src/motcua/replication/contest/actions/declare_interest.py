"""Write a relation into the register of conflicts of interest."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.access import organises
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import locked
from motcua.replication.contest.models import Assignment, Entry, Interest, Panelist
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused, NotNow
from motcua.replication.contest.sheets import bar


@transaction.atomic
def declare_interest(
    *,
    contest_id: int,
    staff_id: int,
    reason: str,
    by: Staff,
    now: datetime,
    unit_id: int | None = None,
    entry_id: int | None = None,
) -> Interest:
    """Return the declared relation to one unit or one entry. From now on no sheet of it can be given to that person.

    Sheets they hold are taken away at once; what they scored stays in the log and counts no longer. Needs the person
    themself, if on a panel, or the organiser. Raises NotAllowed, NotNow, ContestRefused.
    """
    contest = locked(contest_id)
    is_theirs = by.pk == staff_id and contest.state != State.DRAFT
    is_theirs = is_theirs and Panelist.objects.filter(contest=contest, staff=by, left_at__isnull=True).exists()
    if not is_theirs and not organises(roles_of(by, now), contest):
        raise NotAllowed
    if contest.state == State.ANNOUNCED:
        raise NotNow
    if not reason.strip() or (unit_id is None) == (entry_id is None):
        raise ContestRefused("interest", _("Hãy chọn một đơn vị hoặc một bài và ghi rõ quan hệ. Chưa ghi gì."))
    if entry_id is not None and not Entry.objects.filter(pk=entry_id, contest=contest).exists():
        raise NotAllowed
    made = Interest.objects.create(
        contest=contest,
        staff_id=staff_id,
        unit_id=unit_id,
        entry_id=entry_id,
        reason=reason.strip(),
        declared_by=by,
        declared_at=now,
    )
    touched = Q(entry__unit=unit_id) if unit_id is not None else Q(entry=entry_id)
    sheets = Assignment.objects.filter(touched, entry__contest=contest, judge=staff_id)
    taken = bar(contest, sheets, made.reason, by=by, now=now)
    detail = {"staff": staff_id, "unit": unit_id, "entry": entry_id, "sheets": taken}
    tell_journal(contest, "declare_interest", by=by, now=now, detail=detail)
    return made
