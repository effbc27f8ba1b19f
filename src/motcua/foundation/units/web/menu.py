"""Which menu entries a member of staff sees."""

from collections.abc import Callable

from django.http import HttpRequest

from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime import clock

_HELD = "roles_of_the_menu"


def holds(*roles: Role) -> Callable[[HttpRequest], bool]:
    """Return the condition of a menu entry: somebody who holds one of `roles` somewhere."""

    def visible(request: HttpRequest) -> bool:
        held = _held(request)
        return held is not None and held.somewhere(*roles)

    return visible


def _held(request: HttpRequest) -> RoleSet | None:
    """Return the roles of whoever asks; pages of one's account are not ours, and nothing has asked for them there."""
    held = getattr(request, "roles", None) or getattr(request, _HELD, None)
    if isinstance(held, RoleSet):
        return held
    user = getattr(request, "user", None)
    staff = Staff.objects.filter(user=user.pk, is_active=True).first() if user and user.is_authenticated else None
    if staff is None:
        return None
    found = roles_of(staff, clock.now())
    setattr(request, _HELD, found)
    return found
