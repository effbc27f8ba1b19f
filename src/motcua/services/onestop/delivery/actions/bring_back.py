"""Take a parcel back at the counter."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.notices import tell_receiver
from motcua.services.onestop.delivery.states import ParcelAction, ParcelState, after_bringing_back
from motcua.services.onestop.models import Parcel


@transaction.atomic
def bring_back(*, parcel_id: int, by: Staff, now: datetime) -> Parcel:
    """Return the parcel, ready for the next trip; after the last try its owner is asked to the counter.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere.
    """
    parcel = parcel_in_hand(ParcelAction.BRING_BACK, parcel_id=parcel_id, by=by, now=now)
    to = after_bringing_back(parcel.tries)
    change_parcel(parcel, ParcelMove(ParcelAction.BRING_BACK, to), by=by, now=now)
    if to is ParcelState.AT_COUNTER:
        tell_receiver(parcel.dossier, parcel, ParcelAction.BRING_BACK, now=now)
    return parcel
