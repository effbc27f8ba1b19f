"""Make the parcel of a decided dossier whose applicant wants the result at home or by post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Dossier, Parcel, ResultBy, Way

_WAYS = {ResultBy.HOME: Way.HOME, ResultBy.POST: Way.POST}


def prepare_parcel(dossier: Dossier, *, by: Staff, now: datetime) -> Parcel | None:
    """Return the parcel, None for a result that is fetched at the counter or as a file.

    Address and telephone are those of the dossier; without an address the counter adds one before it goes out.
    """
    way = _WAYS.get(ResultBy(dossier.result_by))
    if way is None:
        return None
    document = dossier.procedure_version.content
    given = dossier.answers.get(document.applicant_fields.address)
    address: Mapping[str, object] = given if isinstance(given, Mapping) else {}
    parcel = Parcel(
        uid=uuid4(),
        dossier=dossier,
        way=way,
        name=dossier.applicant_name,
        phone=dossier.contact_phone,
        street=str(address.get("street", ""))[:250],
        place=", ".join(str(address[key]) for key in ("ward", "province") if address.get(key))[:250],
    )
    change_parcel(parcel, ParcelMove(ParcelAction.PREPARE), by=by, now=now)
    return parcel
