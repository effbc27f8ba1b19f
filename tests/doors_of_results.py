"""The doors of results on their way, complaints, filing with help and the survey, and what their addresses lead to."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.foundation.units.models import Role
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.receiving import WRITERS as COMPLAINT_WRITERS
from motcua.services.onestop.delivery.actions.form_team import FORMERS
from motcua.services.onestop.helping.access import OFFICIALS
from motcua.services.onestop.helping.web.beginning import SEES
from motcua.services.onestop.models import AdviceSession, Complaint, Dossier, HelpedFiling, Parcel
from motcua.services.onestop.models.complaint import READS as COMPLAINT_READERS
from motcua.services.onestop.models.helping import TEAM_KEEPERS
from motcua.services.onestop.models.parcel import KEEPERS
from tests.doors import Door, ForStaff, Nowhere, Public
from tests.factories.delivery import make_carriers, make_parcel, make_trip
from tests.factories.helping import Helpers, make_filing, make_helpers, make_session
from tests.factories.onestop import NOW, Office

RESULT_DOORS: dict[str, Door] = {
    "onestop:complaints": Public(frozenset({302})),
    "onestop:second_complaint": Public(frozenset({302})),
    "onestop:withdraw_complaint": Public(frozenset({302})),
    "onestop:ask_result": Public(),
    # the dossier of this matrix has no result: tests/services/onestop/web/public/test_results.py
    "onestop_staff:check_sheet": ForStaff(frozenset()),
    # the dossier of this matrix has no result: its own code opens nothing
    "onestop:check_result": Public(frozenset({404})),
    "surveys:thanks": Public(),
    "surveys:answer": Nowhere(),  # a look-up code is no token
    "surveys:results": Public(),
    "complaints:new": ForStaff(frozenset(COMPLAINT_WRITERS), is_bound=True),
    "complaints:new_second": ForStaff(frozenset(COMPLAINT_WRITERS), is_bound=True),
    "complaints:list": ForStaff(frozenset(COMPLAINT_READERS)),
    "complaints:complaint": ForStaff(frozenset(COMPLAINT_READERS), is_bound=True),
    "complaints:act": ForStaff(frozenset({Role.LEADER}), is_bound=True),
    # the applicant of this matrix was not helped: tests/services/onestop/helping
    "onestop:object": Public(frozenset({410})),
    "onestop:advice": Public(),
    "helping:home": ForStaff(frozenset(SEES)),
    "helping:choose": ForStaff(frozenset(OFFICIALS)),
    "helping:begin": ForStaff(frozenset(OFFICIALS)),
    # a filing is its helper's alone
    **dict.fromkeys(
        (f"helping:{page}" for page in ("code", "code_again", "give_up", "papers", "thumbnail", "check", "section")),
        ForStaff(frozenset()),
    ),
    "helping:confirmation": ForStaff(frozenset()),
    "helping:receipt": ForStaff(frozenset()),
    "helping:teams": ForStaff(frozenset(TEAM_KEEPERS)),
    "helping:team": ForStaff(frozenset(TEAM_KEEPERS), is_bound=True),
    "helping:roster": ForStaff(frozenset(TEAM_KEEPERS), is_bound=True),
    "helping:cancel_session": ForStaff(frozenset(TEAM_KEEPERS), is_bound=True),
    "helping:note_advised": ForStaff(frozenset(TEAM_KEEPERS), is_bound=True),
    "helping:close_team": ForStaff(frozenset(TEAM_KEEPERS), is_bound=True),
    "helping:end_membership": ForStaff(frozenset(TEAM_KEEPERS), is_bound=True),
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
    """A dossier with a complaint about it, a parcel on a trip, a team, and a filing for a citizen."""

    dossier: Dossier
    complaint: Complaint
    parcel: Parcel
    helpers: Helpers
    helped: HelpedFiling
    session: AdviceSession

    def arguments(self, name: str, asked: set[str]) -> dict[str, object]:
        """Return what an address of the delivery or of a complaint needs to lead here."""
        is_complaint = "complaint" in name
        known: dict[str, object] = {
            "uid": self.complaint.uid if is_complaint else self.parcel.uid,
            "slug": "tra-loi" if is_complaint else "nhan-lai",
            "trip_id": self.parcel.trip_id,
            "token": self.dossier.token,
            "filing": self.helped.pk,
            "file": self.helped.pk,
            "key": "person",
            "session_id": self.session.pk,
            "code": self.dossier.code,
            "team_id": self.helpers.team.pk,
            "member_id": self.helpers.team.members.all()[0].pk,
        }
        if name == "helping:begin":
            known["slug"] = self.helpers.office.slug
        return {one: known[one] for one in asked}


def make_on_its_way(office: Office, dossier: Dossier) -> OnItsWay:
    """Return a complaint about `dossier`, and a parcel of the office with its volunteers."""
    carriers = make_carriers(office)
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    parcel.refresh_from_db()
    complaint = file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm", now=NOW)
    helpers = make_helpers(office)
    return OnItsWay(dossier, complaint, parcel, helpers, make_filing(helpers), make_session(helpers))
