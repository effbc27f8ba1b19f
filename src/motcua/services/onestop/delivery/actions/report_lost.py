"""Say that a parcel is lost."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.notices import tell_receiver
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Parcel
from motcua.services.onestop.needs import reason_given


@transaction.atomic
def report_lost(*, parcel_id: int, note: str, by: Staff, now: datetime) -> Parcel:
    """Return the lost parcel; its owner is told at once. How it happened must be said.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere, NeedMissing.
    """
    why = reason_given(note)
    parcel = parcel_in_hand(ParcelAction.REPORT_LOST, parcel_id=parcel_id, by=by, now=now)
    change_parcel(parcel, ParcelMove(ParcelAction.REPORT_LOST, note=why), by=by, now=now)
    tell_receiver(parcel.dossier, parcel, ParcelAction.REPORT_LOST, now=now)
    return parcel
