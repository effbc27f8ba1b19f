"""Correct where a parcel goes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Parcel, Way


@dataclass(frozen=True)
class Destination:
    """To whom and where, by which way."""

    way: Way
    name: str
    phone: str
    street: str
    place: str


@transaction.atomic
def correct_parcel(*, parcel_id: int, to: Destination, by: Staff, now: datetime) -> Parcel:
    """Return the parcel, ready to go there. Tries are counted anew, for it is another door.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere.
    """
    parcel = parcel_in_hand(ParcelAction.CORRECT, parcel_id=parcel_id, by=by, now=now)
    sets = {
        "way": to.way,
        "name": to.name.strip(),
        "phone": to.phone.strip(),
        "street": to.street.strip(),
        "place": to.place.strip(),
        "tries": 0,
    }
    change_parcel(parcel, ParcelMove(ParcelAction.CORRECT, sets=sets), by=by, now=now)
    return parcel
