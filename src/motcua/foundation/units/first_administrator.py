"""An installation without staff gets its first administrator, who appoints the others."""

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.accounts import first_password
from motcua.foundation.units.actions.appoint_staff import appoint_staff
from motcua.foundation.units.actions.assign_role import assign_role
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_by_code
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock


def appoint_first(*, code: str, username: str, full_name: str) -> str:
    """Make an administrator of the unit with `code` and all below it, and return the first password.

    Raises NoSuchUnit, and UnitRefused when the user name is taken.
    """
    by, now, password = Actor.system("appoint"), clock.now(), first_password()
    unit = unit_by_code(code, day_of(now))
    staff = appoint_staff(
        username=username, full_name=full_name, home_unit_id=unit.pk, password=password, by=by, now=now
    )
    assign_role(staff_id=staff.pk, unit_id=unit.pk, role=Role.ADMINISTRATOR, with_children=True, by=by, now=now)
    return password
