"""Put a result that was issued again in the place of a lost one."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Parcel
from motcua.services.onestop.needs import reason_given


@transaction.atomic
def replace_parcel(*, parcel_id: int, note: str, by: Staff, now: datetime) -> Parcel:
    """Return the parcel, ready again; `note` says what was issued in its place.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere, NeedMissing.
    """
    why = reason_given(note)
    parcel = parcel_in_hand(ParcelAction.REPLACE, parcel_id=parcel_id, by=by, now=now)
    move = ParcelMove(ParcelAction.REPLACE, sets={"trip": None, "tries": 0, "tracking": ""}, note=why)
    change_parcel(parcel, move, by=by, now=now)
    return parcel
