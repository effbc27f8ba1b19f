"""Announce when and where a team gives advice, and who serves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import AdviceSession, AdvisoryTeam, TeamMember
from motcua.services.onestop.models.helping import TEAM_KEEPERS

MOST_WEEKS = 26
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Duty:
    """What is announced: the first day, the hours, the place, who serves (ids of staff), for how many weeks."""

    day: date
    opens: time
    closes: time
    place: str
    serving: Collection[int]
    weeks: int = 1


@transaction.atomic
def plan_sessions(*, team_id: int, duty: Duty, by: Staff, now: datetime) -> list[AdviceSession]:
    """Return the sessions, one a week; all of them or none.

    Whoever serves belongs to the team on each of the days, and to nothing else in those hours. Needs a leader or
    administrator of the team's unit. Raises AdvisoryTeam.DoesNotExist, NotAllowed, HelpRefused.
    """
    # the lock lets the second of two presses find the sessions of the first
    team = AdvisoryTeam.objects.select_for_update().get(pk=team_id)
    require_role(by, team.unit_id, TEAM_KEEPERS, now)
    _check(team, duty, now)
    # whoever serves in two teams is asked for at one place after the other
    list(Staff.objects.select_for_update().filter(pk__in=duty.serving).order_by("pk"))
    days = [duty.day + _WEEK * number for number in range(duty.weeks)]
    for day in days:
        _check_day(team, duty, day, now)
    made = []
    for day in days:
        session = AdviceSession.objects.create(
            team=team,
            unit_id=team.unit_id,
            day=day,
            opens=duty.opens,
            closes=duty.closes,
            place=" ".join(duty.place.split())[:200],
        )
        session.serving.set(duty.serving)
        made.append(session)
    journal.record(
        actor=by.as_actor(),
        unit_id=team.unit_id,
        action="onestop.advice_planned",
        target=("advisory_team", str(team.pk)),
        now=now,
        detail={
            "days": [day.isoformat() for day in days],
            "hours": f"{duty.opens:%H:%M}-{duty.closes:%H:%M}",
            "serving": sorted(duty.serving),
        },
    )
    return made


def _check(team: AdvisoryTeam, duty: Duty, now: datetime) -> None:
    if team.closed_at is not None:
        raise HelpRefused("team_closed", _("Tổ đã ngừng hoạt động nên không lập lịch tư vấn được."))
    if duty.day < day_of(now):
        raise HelpRefused("day_over", _("Ngày này đã qua. Hãy chọn từ hôm nay trở đi."))
    if duty.closes <= duty.opens:
        raise HelpRefused("no_hours", _("Giờ kết thúc phải sau giờ bắt đầu."))
    if not duty.place.strip():
        raise HelpRefused("no_place", _("Chưa ghi nơi tư vấn."))
    if not duty.serving:
        raise HelpRefused("nobody_serves", _("Chưa chọn ai phục vụ."))
    if not 1 <= duty.weeks <= MOST_WEEKS:
        raise HelpRefused("too_many_weeks", _("Số tuần từ 1 đến 26."))


def _check_day(team: AdvisoryTeam, duty: Duty, day: date, now: datetime) -> None:
    """Raise HelpRefused unless everybody belongs to the team that day and is free, and the team sits nowhere else."""
    members = set(TeamMember.objects.standing(day, now).filter(team=team).values_list("staff", flat=True))
    if not members >= set(duty.serving):
        raise HelpRefused(
            "not_a_member",
            _("Có người không phải thành viên của tổ trong một ngày của lịch. Hãy xem lại ngày tham gia."),
        )
    then = AdviceSession.objects.filter(
        day=day, opens__lt=duty.closes, closes__gt=duty.opens, cancelled_at__isnull=True
    )
    if then.filter(team=team).exists():
        raise HelpRefused("team_is_there", _("Tổ đã có lịch tư vấn trong giờ đó. Hãy hủy lịch cũ trước, hoặc đổi giờ."))
    if then.filter(serving__in=duty.serving).exists():
        raise HelpRefused(
            "serves_elsewhere", _("Có người đã phục vụ ở nơi khác trong giờ đó. Hãy đổi giờ hoặc đổi người.")
        )
