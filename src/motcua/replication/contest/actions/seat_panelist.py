"""Name a reader or a judge."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import FINAL, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Panelist
from motcua.replication.contest.notices import tell
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import NotNow

_STATES = {
    Round.PRELIMINARY.value: (State.DRAFT, State.OPEN, State.READING),
    FINAL: (State.DRAFT, State.OPEN, State.READING, State.FINAL),
}


@transaction.atomic
def seat_panelist(*, contest_id: int, staff_id: int, panel: str, by: Staff, now: datetime) -> Panelist:
    """Return the new reader ("preliminary") or judge ("final"); somebody who was excused comes back.

    Needs the organiser. A judge is not added once a judged part of the final has opened: all judge all. Raises
    NotAllowed, NotNow, Staff.DoesNotExist.
    """
    contest = organised(contest_id, *_STATES[panel], by=by, now=now)
    opened = contest.rounds.filter(kind__in=(Round.GREETING, Round.INITIATIVE), opened_at__isnull=False)
    if panel == FINAL and opened.exists():
        raise NotNow(_("Chung kết đã bắt đầu chấm nên không thêm giám khảo được nữa."))
    staff = Staff.objects.working().select_related("user").get(pk=staff_id)
    panelist, _made = Panelist.objects.update_or_create(
        contest=contest, staff=staff, panel=panel, defaults={"joined_at": now, "left_at": None}
    )
    tell(
        contest,
        [staff],
        _("Mời tham gia chấm hội thi: %(title)s"),
        _("Anh/chị được mời chấm hội thi “%(title)s”. Nếu có quan hệ với đơn vị hoặc bài nào, hãy khai báo trước."),
        now=now,
        once=f"panel:{panel}",
    )
    tell_journal(contest, "seat_panelist", by=by, now=now, detail={"staff": staff.pk, "panel": panel})
    return panelist
