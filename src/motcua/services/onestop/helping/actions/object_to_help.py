"""Object to having been helped: "I never agreed"."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.states import Action


@transaction.atomic
def object_to_help(
    *, dossier_id: int, reason: str, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, flagged until somebody has verified what happened; it is neither decided nor returned before.

    By the citizen at the look-up page (`Actor.citizen()`, after `check_identity`), or written down by the counter or a
    leader. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing, HelpRefused when nobody helped or
    an objection waits already.
    """
    dossier, _roles = in_hand(Action.OBJECT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if not dossier.is_helped:
        raise HelpRefused("nobody_helped", _("Hồ sơ này không do ai nộp giúp."))
    if dossier.objected_at is not None:
        raise HelpRefused("objected_already", _("Phản đối đã được ghi và đang chờ xác minh."))
    move = Move(Action.OBJECT, payload={"reason": reason_given(reason)[:2000]})
    change_state(dossier, move, by=actor_of(by), now=now)
    return dossier
