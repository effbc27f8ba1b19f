"""The sheet a team carries: every door in the order of the walk, the fee there, and a line to sign on."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from motcua.foundation.documents.dates import day_in_words
from motcua.foundation.documents.letters import Heading
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.ui.filters import number_vn
from motcua.foundation.units.queries import version_on
from motcua.services.onestop.delivery.queries import TripPage
from motcua.services.onestop.delivery.walk import Carried


def route_sheet(page: TripPage, *, now: datetime) -> bytes:
    """Return the sheet of a trip as PDF: names and addresses, and nothing of the dossiers."""
    trip = page.trip
    unit = version_on(trip.unit_id, trip.day)
    superior = version_on(unit.parent_id, trip.day).name if unit.parent_id else ""
    heading = Heading(superior=superior, agency=unit.name, number="", place=unit.short_name, day=trip.day)
    with translation.override("vi"):
        data = {
            "heading": heading.as_data(),
            "team": trip.team.name,
            "association": trip.team.association,
            "carrier": trip.carrier.full_name,
            "day": day_in_words(trip.day),
            "is_settled": trip.settled_at is not None,
            "doors": [_door(carried) for carried in page.walk],
            "total": number_vn(sum(carried.fee for carried in page.walk)),
        }
        return render_pdf("onestop/route_sheet", data, now=now)


def _door(carried: Carried) -> dict[str, str | bool]:
    """Return a row; a sheet printed again says how each ended where the first was signed, and which door is new."""
    parcel = carried.parcel
    return {
        "name": parcel.name,
        "address": ", ".join(part for part in (parcel.street, parcel.place) if part),
        "phone": parcel.phone,
        "was_corrected": carried.was_corrected,
        "fee": number_vn(carried.fee) if carried.fee else "",
        "ended": str(carried.state) if carried.has_ended else "",
    }
