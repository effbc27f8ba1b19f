"""Nobody is at home."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Parcel


@transaction.atomic
def note_not_at_home(*, parcel_id: int, note: str, by: Staff, now: datetime) -> Parcel:
    """Return the parcel with one more try counted; the team may ring again on the same round.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere.
    """
    parcel = parcel_in_hand(ParcelAction.NOT_AT_HOME, parcel_id=parcel_id, by=by, now=now)
    move = ParcelMove(ParcelAction.NOT_AT_HOME, sets={"tries": parcel.tries + 1}, note=note.strip())
    change_parcel(parcel, move, by=by, now=now)
    return parcel
