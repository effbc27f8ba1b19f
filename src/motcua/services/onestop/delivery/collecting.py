"""A result that was to be carried is fetched at the counter."""

from datetime import datetime

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel
from motcua.services.onestop.delivery.refusals import StillCarried
from motcua.services.onestop.delivery.states import KEPT, ParcelAction, ParcelState
from motcua.services.onestop.models import Dossier, Parcel


def collect_parcel(dossier: Dossier, *, by: Staff, now: datetime) -> None:
    """End the delivery of a locked dossier's result, when there is one; raise StillCarried when it is not here."""
    parcel = Parcel.objects.select_related("dossier").select_for_update(of=("self",)).filter(dossier=dossier).first()
    if parcel is None:
        return
    if ParcelState(parcel.state) not in KEPT:
        raise StillCarried
    change_parcel(parcel, ParcelMove(ParcelAction.COLLECT), by=by, now=now)
