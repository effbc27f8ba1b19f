"""Correct the name or title of a member of staff, or move them to another unit."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Staff, User
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.foundation.units.rules import day_of


def change_staff(
    *,
    staff_id: int,
    full_name: str,
    title: str,
    home_unit_id: int,
    seen_revision: int,
    by: Staff | Actor,
    now: datetime,
) -> Staff:
    """Return the member of staff as changed.

    `seen_revision` is the revision that was on the screen. Needs an administrator of the home unit, and of the new
    one when it changes. Raises NotAllowed, ChangedMeanwhile, NoSuchUnit.
    """
    with transaction.atomic():
        staff = Staff.objects.select_for_update().get(pk=staff_id)
        require_administrator(by, {staff.home_unit_id, home_unit_id}, now)
        if staff.revision != seen_revision:
            raise ChangedMeanwhile
        version_on(home_unit_id, day_of(now))
        changed = [
            name
            for name, value in (("full_name", full_name), ("title", title), ("home_unit_id", home_unit_id))
            if getattr(staff, name) != value
        ]
        staff.full_name, staff.title, staff.home_unit_id = full_name, title, home_unit_id
        staff.revision += 1
        staff.save()
        User.objects.filter(pk=staff.user_id).update(full_name=full_name)
        journal.record(
            actor=actor_of(by),
            unit_id=home_unit_id,
            action="units.change_staff",
            target=("staff", str(staff.pk)),
            now=now,
            detail={"changed": changed},
        )
    return staff
