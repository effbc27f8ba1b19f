"""Advisory teams, consents and filings with help for tests, made through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.actions.attach_paper import attach_paper
from motcua.services.onestop.actions.save_section import save_section
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.actions.begin_filing import Beginning, begin_filing
from motcua.services.onestop.helping.actions.confirm_consent import confirm_consent
from motcua.services.onestop.helping.actions.plan_sessions import Duty, plan_sessions
from motcua.services.onestop.helping.actions.set_up_team import set_up_team
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.helping.consent_code import consent_code
from motcua.services.onestop.models import (
    AdviceSession,
    AdvisoryTeam,
    ConsentWay,
    Dossier,
    HelpedFiling,
    HelpRelation,
    TeamKind,
)
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, make_answers, make_office
from tests.factories.units import make_staff

NAME, NUMBER, PHONE = "Nguyễn Thị Ánh", "079190054321", "0908765432"
FIRST_DAY = date(2019, 1, 1)


@dataclass(frozen=True)
class Helpers:
    """An office with an advisory team and two of its members."""

    office: Office
    team: AdvisoryTeam
    helper: Staff
    mate: Staff


def make_helpers(office: Office | None = None) -> Helpers:
    """Return an office (a new one unless it is given) with a team of two volunteers."""
    office = office or make_office()
    team = set_up_team(
        unit_id=office.unit.pk,
        name="Tổ tư vấn khu phố 3",
        kind=TeamKind.ADVISORY,
        document="12/QĐ-UBND",
        formed_on=FIRST_DAY,
        by=office.leader,
        now=NOW,
    )
    members = [make_staff(role=Role.VOLUNTEER, unit=office.unit, name=name) for name in ("Võ Thị Giúp", "Lý Văn Hỗ")]
    for member in members:
        add_member(team_id=team.pk, staff_id=member.pk, first_day=FIRST_DAY, by=office.leader, now=NOW)
    return Helpers(office, team, *members)


def make_session(helpers: Helpers) -> AdviceSession:
    """Return a Sunday morning at which the team advises."""
    duty = Duty(date(2019, 4, 14), time(8), time(11), "Ban điều hành khu phố 3", [helpers.helper.pk])
    return plan_sessions(team_id=helpers.team.pk, duty=duty, by=helpers.office.leader, now=NOW)[0]


def make_beginning(helpers: Helpers, **changes: Any) -> Beginning:
    """Return what a volunteer fills in about a citizen who agrees before a witness."""
    given: dict[str, Any] = {
        "slug": helpers.office.slug,
        "receiving_unit_id": helpers.office.unit.pk,
        "unit_id": helpers.office.unit.pk,
        "team_id": helpers.team.pk,
        "full_name": NAME,
        "identity_number": NUMBER,
        "relation": HelpRelation.NEIGHBOUR,
        "way": ConsentWay.WITNESS,
        "witness": "Bà Tổ Trưởng",
        "phone": PHONE,
    }
    return Beginning(**(given | changes))


def signed_paper() -> BytesIO:
    """Return the scan of a paper that the citizen signed."""
    paper = BytesIO(make_pdf())
    paper.name = "dong-y.pdf"
    return paper


def make_filing(helpers: Helpers, *, by: Staff | None = None, now: datetime = NOW, **changes: Any) -> HelpedFiling:
    """Return a filing that was begun; with a code it is not agreed to yet."""
    return begin_filing(beginning=make_beginning(helpers, **changes), by=by or helpers.helper, now=now)


def agree(helped: HelpedFiling, *, now: datetime = NOW) -> HelpedFiling:
    """Let the citizen read the code out."""
    helped.refresh_from_db()
    return confirm_consent(filing_id=helped.pk, code=consent_code(helped), by=helped.helper, now=now)


def fill_in(helped: HelpedFiling, *, now: datetime = NOW, **changes: Any) -> None:
    """Answer every section and attach the paper, for the citizen who agreed unless `changes` say otherwise."""
    draft, by = helped.draft, helped.helper.as_actor()
    assert draft is not None
    answers = make_answers(full_name=helped.full_name, identity_number=helped.identity_number, phone=PHONE) | changes
    for section in draft.procedure_version.content.form.sections:
        given: dict[str, object] = {field.key: answers[field.key] for field in section.fields if field.key in answers}
        save_section(draft_id=draft.pk, section=section.key, answers=given, by=by, now=now)
    upload = BytesIO(make_pdf())
    attach_paper(draft_id=draft.pk, paper_key="request", upload=upload, name="don.pdf", by=by, now=now)


def make_helped(helpers: Helpers, *, by: Staff | None = None, now: datetime = NOW, **changes: Any) -> Dossier:
    """Return a dossier that was filed for a citizen."""
    helped = make_filing(helpers, by=by, now=now, **changes)
    if helped.consented_at is None:
        helped = agree(helped, now=now)
    fill_in(helped, now=now)
    return submit_filing(filing_id=helped.pk, by=by or helpers.helper, now=now)
