"""Form a team of volunteers that carries results, or change one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Role, RoleAssignment, Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.delivery.refusals import ParcelRefused
from motcua.services.onestop.models import DeliveryTeam

FORMERS = (Role.RECEPTIONIST, Role.LEADER, Role.COORDINATOR)


@transaction.atomic
def form_team(
    *, unit_id: int, name: str, association: str, members: Collection[int], by: Staff, now: datetime
) -> DeliveryTeam:
    """Return the unit's team of this name with exactly these members (ids of staff); without any it is dissolved.

    Members are volunteers of the unit. Needs a receptionist, leader or coordinator of the unit. Raises NotAllowed,
    ParcelRefused.
    """
    require_role(by, unit_id, FORMERS, now)
    if not name.strip():
        raise ParcelRefused("team_name", _("Chưa ghi tên tổ."))
    if not volunteers_of(unit_id, now) >= set(members):
        raise ParcelRefused(
            "not_a_volunteer",
            _("Có người chưa được giao vai trò thành viên tổ tại đơn vị. Hãy nhờ quản trị viên giao."),
        )
    team, _made = DeliveryTeam.objects.select_for_update().get_or_create(unit_id=unit_id, name=name.strip()[:120])
    team.association, team.is_active = association.strip()[:120], bool(members)
    team.save(update_fields=["association", "is_active"])
    team.members.set(members)
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="onestop.team_formed",
        target=("team", str(team.pk)),
        now=now,
        detail={"name": team.name, "members": sorted(members)},
    )
    return team


def volunteers_of(unit_id: int, now: datetime) -> set[int]:
    """Return the ids of the staff who hold the role of a volunteer in the unit."""
    held = RoleAssignment.objects.standing(day_of(now), now).filter(unit=unit_id, role=Role.VOLUNTEER)
    return set(held.filter(staff__is_active=True).values_list("staff", flat=True))
