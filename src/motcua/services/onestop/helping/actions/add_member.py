"""Take somebody into an advisory team."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import RoleAssignment, Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.contacts import checked_phone
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import AdvisoryTeam, TeamMember
from motcua.services.onestop.models.helping import TEAM_KEEPERS


@transaction.atomic
def add_member(
    *,
    team_id: int,
    staff_id: int,
    first_day: date,
    end: date | None = None,
    phone: str = "",
    by: Staff,
    now: datetime,
) -> TeamMember:
    """Return the membership from `first_day` on, up to but without `end`; `phone` is refused as that of a citizen.

    Members are volunteers or staff who hold a role in the team's unit. Needs a leader or administrator of the unit.
    Raises AdvisoryTeam.DoesNotExist, NotAllowed, HelpRefused, WrongNumber for a telephone that cannot be.
    """
    # the lock lets the second of two presses find the member of the first
    team = AdvisoryTeam.objects.select_for_update().get(pk=team_id)
    require_role(by, team.unit_id, TEAM_KEEPERS, now)
    if team.closed_at is not None:
        raise HelpRefused("team_closed", _("Tổ đã ngừng hoạt động nên không thêm thành viên được."))
    if end is not None and end <= first_day:
        raise HelpRefused("empty_span", _("Ngày kết thúc phải sau ngày bắt đầu."))
    held = RoleAssignment.objects.standing(day_of(now), now).filter(unit=team.unit_id, staff=staff_id)
    if not held.filter(staff__is_active=True).exists():
        raise HelpRefused(
            "not_of_the_unit",
            _("Người này chưa được giao vai trò tại đơn vị. Hãy nhờ quản trị viên giao vai trò thành viên tổ trước."),
        )
    span = DateRange(first_day, end)
    if team.members.filter(staff=staff_id, ended_at__isnull=True, valid__overlap=span).exists():
        raise HelpRefused("member_known", _("Người này đã là thành viên của tổ trong thời gian đó."))
    member = TeamMember.objects.create(team=team, staff_id=staff_id, valid=span, phone=checked_phone(phone))
    journal.record(
        actor=by.as_actor(),
        unit_id=team.unit_id,
        action="onestop.team_member_added",
        target=("advisory_team", str(team.pk)),
        now=now,
        detail={"staff": staff_id, "first_day": first_day.isoformat(), "end": end.isoformat() if end else ""},
    )
    return member
