"""Name, street and telephone of a receiver are personal data: whoever reads them leaves a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.foundation.privacy.actions.note_reading import Seen, note_readings
from motcua.foundation.privacy.models import ReadingKind
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import Parcel


def note_doors(parcels: Iterable[Parcel], kind: ReadingKind, *, in_full: bool, by: Staff, now: datetime) -> None:
    """Note that somebody of the staff read where these parcels go: their applicants were read. One insert."""
    seen = [Seen(parcel.dossier.applicant_id, ("parcel", str(parcel.uid))) for parcel in parcels]
    note_readings(seen, kind=kind, in_full=in_full, by=by, now=now)
