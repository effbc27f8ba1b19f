"""Write down what came of an objection to the help."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier, HelpedFiling
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.states import Action


@transaction.atomic
def verify_help(
    *, dossier_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, which goes on; a citizen who does not want it withdraws it.

    Needs a receptionist of the receiving unit or a leader where it lies, who is not the helper. Raises
    Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing, HelpRefused.
    """
    dossier, _roles = in_hand(
        Action.VERIFY_HELP, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    if dossier.objected_at is None:
        raise HelpRefused("nobody_objected", _("Không có phản đối nào đang chờ xác minh."))
    if HelpedFiling.objects.filter(dossier=dossier, helper=by).exists():
        raise HelpRefused("own_help", _("Người đã nộp giúp không tự xác minh phản đối: hãy để đồng nghiệp làm."))
    change_state(dossier, Move(Action.VERIFY_HELP, payload={"reason": reason_given(reason)}), by=by.as_actor(), now=now)
    return dossier
