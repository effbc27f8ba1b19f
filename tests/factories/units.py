"""Units and staff for tests."""

from datetime import date
from functools import cache
from itertools import count

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from motcua.foundation.units.models import Delegation, Kind, Level, Lineage, Role, RoleAssignment, Staff, Unit, User
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.versions import UnitFacts, close_version, open_version

FIRST_DAY = date(2018, 1, 1)
_numbers = count(1)


def make_unit(
    *,
    name: str = "",
    short_name: str = "",
    name_en: str = "",
    code: str = "",
    administrative_code: str = "",
    level: Level = Level.COMMUNE,
    kind: Kind = Kind.AUTHORITY,
    parent: Unit | None = None,
    first_day: date = FIRST_DAY,
    end: date | None = None,
    reference: str | None = None,
) -> Unit:
    """Return a unit with one version that stands from 2018 on."""
    number = next(_numbers)
    unit = Unit.objects.create(kind=kind, reference=reference)
    facts = UnitFacts(
        code=code or f"000.{number:04}.20.H29",
        name=name or f"Ủy ban nhân dân Phường {number}",
        short_name=short_name or name or f"Phường {number}",
        name_en=name_en,
        level=level,
        parent_id=parent.pk if parent else None,
        administrative_code=administrative_code,
    )
    open_version(unit, facts, first_day=first_day, end=end)
    return unit


def make_staff(
    *,
    role: Role | str | None = None,
    unit: Unit | None = None,
    name: str = "",
    title: str = "",
    with_children: bool = False,
    first_day: date = FIRST_DAY,
    end: date | None = None,
    is_active: bool = True,
    second_factor: bool = True,
) -> Staff:
    """Return a member of staff, with `role` in `unit` when a role is given; the password is "mot-cua-2019".

    `second_factor` gives the account an authenticator, without which leaders and administrators of a real
    installation are sent to set one up.
    """
    number = next(_numbers)
    home = unit or make_unit()
    full_name = name or f"Nguyễn Văn {number}"
    user = User.objects.create(
        username=f"can-bo-{number}", full_name=full_name, is_active=is_active, password=_hashed_password()
    )
    staff = Staff.objects.create(user=user, full_name=full_name, title=title, home_unit=home, is_active=is_active)
    if second_factor:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    if role is not None:
        make_role(staff=staff, unit=home, role=role, with_children=with_children, first_day=first_day, end=end)
    return staff


@cache
def _hashed_password() -> str:
    """Hash the password of all test accounts once: argon2 is slow on purpose."""
    return make_password("mot-cua-2019")


def make_role(
    *,
    staff: Staff,
    unit: Unit,
    role: Role | str,
    with_children: bool = False,
    first_day: date = FIRST_DAY,
    end: date | None = None,
) -> RoleAssignment:
    """Return a role of `staff` in `unit`."""
    return RoleAssignment.objects.create(
        staff=staff, unit=unit, role=Role(role), with_children=with_children, valid=DateRange(first_day, end)
    )


def make_succession(old: Unit, new: Unit, *, on: date) -> None:
    """End a unit before `on`; its open work belongs to `new` from then on. Nothing is moved."""
    close_version(version_on(old, on), end=on)
    Lineage.objects.create(predecessor=old, successor=new, change=Lineage.Change.MERGED, on=on, document="NQ 1685")


def make_delegation(*, absent: Staff, deputy: Staff, unit: Unit, first_day: date, end: date) -> Delegation:
    """Return a delegation from `first_day` until before `end`."""
    return Delegation.objects.create(
        absent=absent, deputy=deputy, unit=unit, valid=DateRange(first_day, end), document="Giấy ủy quyền số 12/GUQ"
    )


def sign_in(client: Client, staff: Staff) -> Client:
    """Return `client` with `staff` signed in."""
    client.force_login(staff.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
