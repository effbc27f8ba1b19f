"""Close the account of somebody who leaves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, refuse_oneself, require_administrator
from motcua.foundation.units.models import Delegation, Staff, User
from motcua.foundation.units.refusals import ChangedMeanwhile


def deactivate_staff(*, staff_id: int, seen_revision: int, by: Staff | Actor, now: datetime) -> Staff:
    """Return the member of staff as deactivated: roles ended, delegations revoked, no further sign-in.

    `seen_revision` is the revision that was on the screen. Needs an administrator of the home unit, not the person
    themselves. What they did stays under their name. Raises NotAllowed, UnitRefused, ChangedMeanwhile.
    """
    with transaction.atomic():
        staff = Staff.objects.select_for_update().get(pk=staff_id)
        require_administrator(by, [staff.home_unit_id], now)
        refuse_oneself(by, staff)
        if staff.revision != seen_revision or not staff.is_active:
            raise ChangedMeanwhile
        ended = staff.roles.filter(ended_at__isnull=True, valid__endswith__isnull=True).update(ended_at=now)
        ended += staff.roles.filter(ended_at__isnull=True, valid__endswith__gt=now.date()).update(ended_at=now)
        Delegation.objects.filter(Q(absent=staff) | Q(deputy=staff), revoked_at__isnull=True).update(revoked_at=now)
        User.objects.filter(pk=staff.user_id).update(is_active=False)
        staff.is_active = False
        staff.revision += 1
        staff.save(update_fields=["is_active", "revision"])
        journal.record(
            actor=actor_of(by),
            unit_id=staff.home_unit_id,
            action="units.deactivate_staff",
            target=("staff", str(staff.pk)),
            now=now,
            detail={"roles_ended": ended},
        )
    return staff
