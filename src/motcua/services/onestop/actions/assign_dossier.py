"""Give a dossier to a colleague: on a leave, after somebody left, to share the work out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import step_role
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action


@transaction.atomic
def assign_dossier(
    *,
    dossier_id: int,
    to_staff_id: int,
    by: Staff,
    now: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Return the dossier, held by the colleague; step and due times stay. Held by them already changes nothing.

    Needs a leader of the office where it lies. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, and
    DossierRefused for a colleague who may not do the present step there.
    """
    dossier, _roles = in_hand(Action.ASSIGN, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if dossier.holder_id == to_staff_id:
        return dossier
    colleague = Staff.objects.filter(pk=to_staff_id).first()
    if colleague is None or not roles_of(colleague, now).has(step_role(dossier), dossier.office_unit_id):
        raise DossierRefused(
            "wrong_person", _("Người được chọn không đảm nhiệm bước này tại đơn vị. Hãy chọn người khác.")
        )
    payload = {"from_staff_id": dossier.holder_id, "to_staff_id": colleague.pk, "reason": reason.strip()}
    change_state(
        dossier, Move(Action.ASSIGN, sets={"holder_id": colleague.pk}, payload=payload), by=by.as_actor(), now=now
    )
    return dossier
