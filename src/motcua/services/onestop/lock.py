"""Take a dossier in hand: locked, in reach of whoever asks, and as they last saw it."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import Conflict


def locked(
    dossier_id: int, *, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> tuple[Dossier, RoleSet | None]:
    """Return the dossier, locked until the transaction ends, and the roles of a member of staff.

    A dossier out of reach does not exist: Dossier.DoesNotExist. Raises Conflict with what happened meanwhile when its
    version is not `expected_version`. An Actor stands for the holder of the look-up code, or for the platform.
    """
    roles = roles_of(by, now) if isinstance(by, Staff) else None
    reach = Dossier.objects.all() if roles is None else Dossier.objects.visible_to(roles)
    dossier = (
        reach.select_related("procedure", "procedure_version", "applicant")
        .defer("procedure_version__document")
        .select_for_update(of=("self",))
        .get(pk=dossier_id)
    )
    if expected_version is not None and dossier.version != expected_version:
        raise Conflict(dossier.events.filter(seq__gt=expected_version))
    return dossier, roles
