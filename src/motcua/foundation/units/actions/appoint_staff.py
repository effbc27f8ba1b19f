"""Give a person an account and a place in a unit."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Staff, User
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.versions import lock_unit


def appoint_staff(
    *,
    username: str,
    full_name: str,
    home_unit_id: int,
    password: str,
    by: Staff | Actor,
    now: datetime,
    title: str = "",
    email: str = "",
    must_change_password: bool = True,
    password_hash: str = "",
) -> Staff:
    """Return the new member of staff; roles are given apart (see `assign_role`).

    `password_hash` is the hash of `password` when it is known: hashing is slow, and a demo gives many people one.

    Needs an administrator of the home unit. Raises NotAllowed, NoSuchUnit, and UnitRefused when the user name is
    taken or the password too weak.
    """
    with transaction.atomic():
        lock_unit(home_unit_id)
        require_administrator(by, [home_unit_id], now)
        version_on(home_unit_id, day_of(now))
        user = User(username=username, full_name=full_name, email=email, must_change_password=must_change_password)
        _refuse_user_name(username)
        _refuse_weak_password(password, user)
        user.date_joined = now
        if password_hash:
            user.password = password_hash
        else:
            user.set_password(password)
        user.save()
        staff = Staff.objects.create(user=user, full_name=full_name, title=title, home_unit_id=home_unit_id)
        journal.record(
            actor=actor_of(by),
            unit_id=home_unit_id,
            action="units.appoint_staff",
            target=("staff", str(staff.pk)),
            now=now,
        )
    return staff


def _refuse_user_name(username: str) -> None:
    if User.objects.filter(username__iexact=username).exists():
        raise UnitRefused("user_name_taken", _("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."))


def _refuse_weak_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weakness:
        raise UnitRefused("weak_password", " ".join(weakness.messages)) from weakness
