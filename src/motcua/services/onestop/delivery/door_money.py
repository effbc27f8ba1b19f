"""What is taken at a door: what is still owed for the dossier, into the unit's one book of receipts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from motcua.foundation.payments.queries.owed import owed_for
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import DeliveryTrip, Parcel


def round_code(trip: DeliveryTrip) -> str:
    """Return the name of a trip in the books of money."""
    return f"trip-{trip.pk}"


def owed_at_door(parcel: Parcel) -> int:
    """Return what is to be taken when the parcel is handed over now, in đồng. One query."""
    return owed_for(DOSSIER, [str(parcel.dossier_id)]).get(str(parcel.dossier_id), 0)


def owed_at_doors(parcels: Collection[Parcel]) -> Mapping[int, int]:
    """Return what is to be taken for each parcel (by its id), in đồng. One query."""
    owed = owed_for(DOSSIER, [str(parcel.dossier_id) for parcel in parcels])
    return {parcel.pk: owed.get(str(parcel.dossier_id), 0) for parcel in parcels}
