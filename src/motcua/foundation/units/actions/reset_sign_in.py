"""Give somebody who cannot sign in any more a new first password."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, refuse_oneself, require_administrator, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import UnitRefused


def reset_sign_in(*, staff_id: int, password: str, by: Staff | Actor, now: datetime) -> Staff:
    """Return the member of staff, who signs in with `password` next and must then choose an own one.

    The second factor is taken off too: whoever lost the telephone sets up a new one. Running sessions end, because a
    session belongs to the password it began with. Needs an administrator of the home unit and of every unit where the
    person has a role, or a password would open doors its giver does not hold; never the person themselves. Raises
    NotAllowed, UnitRefused.
    """
    with transaction.atomic():
        staff = Staff.objects.select_for_update(of=("self",)).select_related("user").get(pk=staff_id)
        require_administrator(by, roles_of(staff, now).unit_ids() | {staff.home_unit_id}, now)
        refuse_oneself(by, staff)
        if not staff.is_active:
            raise UnitRefused("left_service", _("Người này đã ngừng sử dụng tài khoản."))
        staff.user.set_password(password)
        staff.user.must_change_password = True
        staff.user.save(update_fields=["password", "must_change_password"])
        Authenticator.objects.filter(user=staff.user).delete()
        journal.record(
            actor=actor_of(by),
            unit_id=staff.home_unit_id,
            action="units.reset_sign_in",
            target=("staff", str(staff.pk)),
            now=now,
        )
    return staff
