"""What a page of staff may show or change for whoever asks; anything else is 404."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.foundation.units.access import may_administer
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest


def visible_person(request: StaffRequest, staff_id: int) -> Staff:
    """Return a member of staff whom the person signed in may see; raise Http404 for anybody else."""
    return get_object_or_404(Staff.objects.visible_to(request.roles).select_related("user"), pk=staff_id)


def administered_person(request: StaffRequest, staff_id: int) -> Staff:
    """Return a member of staff whose home unit the person signed in administers; raise Http404 for anybody else."""
    person = visible_person(request, staff_id)
    if not may_administer(request.roles, person.home_unit_id):
        raise Http404
    return person


def administered_units(request: StaffRequest) -> Mapping[int, str]:
    """Return the names of the units that the person signed in administers."""
    return unit_names(request.roles.unit_ids(Role.ADMINISTRATOR), day_of(request.now))


def chosen_unit(request: StaffRequest, *roles: Role) -> int:
    """Return the unit in `?don-vi=`, or the reader's own; raise Http404 for one where the reader has no such role."""
    allowed = request.roles.unit_ids(*roles)
    home = request.staff.home_unit_id
    word = request.GET.get("don-vi", str(home if home in allowed else min(allowed)))
    if not (word.isascii() and word.isdigit()) or int(word) not in allowed:
        raise Http404
    return int(word)


def status_of(errors: Mapping[str, object]) -> int:
    """Return the status of a page with a form: 422 when something in it must be corrected."""
    return 422 if errors else 200
