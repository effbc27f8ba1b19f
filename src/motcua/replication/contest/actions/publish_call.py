"""Publish the call: rubric and tie rules are fixed from now on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import JUDGED, State, Tie
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.notices import tell_units
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import Incomplete


@transaction.atomic
def publish_call(*, contest_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Contest:
    """Return the published contest; the leaders of the invited units are told.

    Needs the organiser, at least one unit, criteria in every judged round, and lots as the last tie rule. Raises
    NotAllowed, Conflict, NotNow, Incomplete.
    """
    contest = organised(contest_id, State.DRAFT, by=by, now=now, expected_version=expected_version)
    _check(contest)
    contest.state = State.OPEN
    contest.version += 1
    contest.save(update_fields=["state", "version"])
    tell_units(
        contest,
        _("Phát động hội thi: %(title)s"),
        _("Đơn vị được mời dự thi “%(title)s”. Hãy vào mục Nhân rộng mô hình, Hội thi để xem thể lệ và nộp bài."),
        now=now,
        once="published",
    )
    tell_journal(contest, "publish", by=by, now=now, detail={"version": contest.version})
    return contest


def _check(contest: Contest) -> None:
    if not contest.units.exists():
        raise Incomplete(_("Chưa chọn đơn vị nào được dự thi. Hãy sửa thể lệ rồi phát động lại."))
    judged = contest.rounds.filter(kind__in=JUDGED)
    if any(not one.criteria.filter(is_optional=False).exists() for one in judged):
        raise Incomplete(_("Có vòng thi chưa có tiêu chí bắt buộc chấm. Hãy bổ sung rồi phát động lại."))
    last = contest.tie_breaks.last()
    if last is None or last.kind != Tie.LOT:
        raise Incomplete(
            _("Danh sách xử lý bằng điểm phải kết thúc bằng bốc thăm. Hãy lưu lại danh sách rồi phát động.")
        )
