"""Excuse a reader or a judge who cannot go on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.rules import JSON
from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import FINAL, JUDGED, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Assignment, Panelist
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused
from motcua.replication.contest.sheets import bar


@transaction.atomic
def excuse_panelist(*, panelist_id: int, reason: str, by: Staff, now: datetime) -> Panelist:
    """Return the panelist, excused; sheets not yet committed are taken away, committed ones stay and count.

    Needs the organiser, before the provisional results. Raises NotAllowed, NotNow, ContestRefused without a reason.
    """
    panelist = Panelist.objects.select_related("staff").get(pk=panelist_id)
    states = (State.DRAFT, State.OPEN, State.READING, State.FINAL)
    contest = organised(panelist.contest_id, *states, by=by, now=now)
    if not reason.strip():
        raise ContestRefused("reason", _("Chưa ghi lý do. Không có gì thay đổi."))
    rounds = [one for one in JUDGED if (one == Round.PRELIMINARY) == (panelist.panel != FINAL)]
    sheets = Assignment.objects.filter(
        entry__contest=contest, judge=panelist.staff, round__in=rounds, committed_at__isnull=True
    )
    taken = bar(contest, sheets, reason.strip(), by=by, now=now)
    panelist.left_at = now
    panelist.save(update_fields=["left_at"])
    detail: dict[str, JSON] = {"staff": panelist.staff_id, "panel": panelist.panel, "sheets": taken}
    tell_journal(contest, "excuse_panelist", by=by, now=now, detail=detail)
    return panelist
