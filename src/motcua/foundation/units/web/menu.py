"""Which menu entries a member of staff sees."""

from collections.abc import Callable

from django.http import HttpRequest

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role


def holds(*roles: Role) -> Callable[[HttpRequest], bool]:
    """Return the condition of a menu entry: somebody who passed `require_staff` and holds one of `roles` somewhere."""

    def visible(request: HttpRequest) -> bool:
        held = getattr(request, "roles", None)
        return isinstance(held, RoleSet) and held.somewhere(*roles)

    return visible
