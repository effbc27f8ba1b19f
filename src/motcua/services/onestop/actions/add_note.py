"""Write a note into the history that only staff read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.states import Action


@transaction.atomic
def add_note(*, dossier_id: int, text: str, by: Staff, now: datetime, expected_version: int | None = None) -> Dossier:
    """Return the dossier with the note in its history, in any state.

    Needs a receptionist, specialist or leader of one of its units. Raises Dossier.DoesNotExist, NotAllowed, Conflict,
    NeedMissing.
    """
    dossier, _roles = in_hand(Action.NOTE, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if not text.strip():
        raise NeedMissing("text", _("Chưa nhập nội dung ghi chú."))
    change_state(dossier, Move(Action.NOTE, payload={"text": text.strip()}), by=by.as_actor(), now=now)
    return dossier
