"""Which unit is meant by the address of a page?"""

from django.http import Http404

from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest


def chosen_unit(request: StaffRequest, *roles: Role) -> int:
    """Return the unit in the address, or the reader's own; 404 for a unit where the reader has no such role."""
    allowed = request.roles.unit_ids(*roles)
    home = request.staff.home_unit_id
    word = request.GET.get("don-vi", str(home if home in allowed else min(allowed)))
    if not (word.isascii() and word.isdigit()) or int(word) not in allowed:
        raise Http404
    return int(word)
