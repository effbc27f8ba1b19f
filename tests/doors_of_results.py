"""The doors of results on their way, of complaints and of the survey, and what their addresses lead to."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.foundation.units.models import Role
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.delivery.actions.form_team import FORMERS
from motcua.services.onestop.models import Complaint, Dossier, Parcel
from motcua.services.onestop.models.complaint import READS as COMPLAINT_READERS
from motcua.services.onestop.models.parcel import KEEPERS
from tests.doors import Door, ForStaff, Nowhere, Public
from tests.factories.delivery import make_carriers, make_parcel, make_trip
from tests.factories.onestop import NOW, Office

RESULT_DOORS: dict[str, Door] = {
    "onestop:complaints": Public(frozenset({302})),
    "onestop:withdraw_complaint": Public(frozenset({302})),
    "onestop:ask_result": Public(),
    # the dossier of this matrix has no result: its own code opens nothing
    "onestop:check_result": Public(frozenset({404})),
    "surveys:thanks": Public(),
    "surveys:answer": Nowhere(),  # a look-up code is no token
    "surveys:results": Public(),
    "complaints:list": ForStaff(frozenset(COMPLAINT_READERS)),
    "complaints:complaint": ForStaff(frozenset(COMPLAINT_READERS), is_bound=True),
    "complaints:act": ForStaff(frozenset({Role.LEADER}), is_bound=True),
    # the volunteer of this matrix belongs to no team: tests/services/onestop/delivery
    "delivery:home": ForStaff(frozenset(KEEPERS) | {Role.VOLUNTEER}),
    "delivery:teams": ForStaff(frozenset(FORMERS)),
    "delivery:new_trip": ForStaff(frozenset({Role.RECEPTIONIST})),
    "delivery:trip": ForStaff(frozenset(KEEPERS), is_bound=True),
    "delivery:sheet": ForStaff(frozenset({Role.RECEPTIONIST}), is_bound=True),
    "delivery:settle": ForStaff(frozenset({Role.RECEPTIONIST}), is_bound=True),
    "delivery:parcel": ForStaff(frozenset(KEEPERS), is_bound=True),
    "delivery:act": ForStaff(frozenset({Role.RECEPTIONIST}), is_bound=True),
}


@dataclass(frozen=True)
class OnItsWay:
    """A dossier with a complaint about it, and a parcel on a trip."""

    dossier: Dossier
    complaint: Complaint
    parcel: Parcel

    def arguments(self, name: str, asked: set[str]) -> dict[str, object]:
        """Return what an address of the delivery or of a complaint needs to lead here."""
        is_complaint = "complaint" in name
        known: dict[str, object] = {
            "uid": self.complaint.uid if is_complaint else self.parcel.uid,
            "slug": "tra-loi" if is_complaint else "nhan-lai",
            "trip_id": self.parcel.trip_id,
            "token": self.dossier.token,
        }
        return {one: known[one] for one in asked}


def make_on_its_way(office: Office, dossier: Dossier) -> OnItsWay:
    """Return a complaint about `dossier`, and a parcel of the office with its volunteers."""
    carriers = make_carriers(office)
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    parcel.refresh_from_db()
    complaint = file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm", now=NOW)
    return OnItsWay(dossier, complaint, parcel)
