"""Who is helped in the demo? The digital team of ward 10 files for three residents; one says she never agreed.

On Sunday mornings it sits at the neighbourhood's office, as model D2 has it.
"""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from motcua.demo.answers import answers_for
from motcua.demo.files import attached_picture
from motcua.demo.residents import Resident, resident
from motcua.demo.spring.people import Cast, cast, ward
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.attach_paper import attach_paper
from motcua.services.onestop.actions.save_section import save_section
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.actions.begin_filing import Beginning, begin_filing
from motcua.services.onestop.helping.actions.confirm_consent import confirm_consent
from motcua.services.onestop.helping.actions.note_advised import note_advised
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.actions.plan_sessions import Duty, plan_sessions
from motcua.services.onestop.helping.actions.set_up_team import set_up_team
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.helping.consent_code import consent_code
from motcua.services.onestop.models import AdvisoryTeam, ConsentWay, Dossier, HelpedFiling, HelpRelation, TeamKind

WARD = 10
PROCEDURE = "dang-ky-khai-tu"  # one paper only
SEED = 5_000
STANDS_SINCE = timedelta(days=120)
MOMENTS = (timedelta(hours=3), timedelta(hours=2), timedelta(minutes=50))  # before now
WAYS = (ConsentWay.CODE, ConsentWay.WITNESS, ConsentWay.CODE)


def help_citizens(*, now: datetime) -> None:
    """Set the team up and let its members file."""
    known = cast()
    helpers = [known.staff["tinhnguyen2"], known.staff["tinhnguyen3"]]
    team = _team(known, helpers, now)
    _sundays(team, helpers, known, now)
    filed = [
        _filed(team, helpers[number % 2], WAYS[number], chance=random.Random(SEED + number), now=now - ago)  # noqa: S311 - a demo
        for number, ago in enumerate(MOMENTS)
    ]
    object_to_help(
        dossier_id=filed[0].pk,
        reason="Tôi không nhờ ai nộp hồ sơ này, đề nghị kiểm tra lại.",
        by=Actor.citizen(),
        now=now - timedelta(minutes=20),
    )


def _team(known: Cast, helpers: list[Staff], now: datetime) -> AdvisoryTeam:
    leader, since = known.leader(f"p{WARD}"), now - STANDS_SINCE
    team = set_up_team(
        unit_id=ward(WARD).pk,
        name="Tổ công nghệ số cộng đồng khu phố 3",
        name_en="Community digital technology team of neighbourhood 3",
        kind=TeamKind.DIGITAL,
        document="",
        formed_on=day_of(since),
        by=leader,
        now=now,
    )
    for helper in helpers:
        add_member(team_id=team.pk, staff_id=helper.pk, first_day=day_of(since), by=leader, now=now)
    return team


def _sundays(team: AdvisoryTeam, helpers: list[Staff], known: Cast, now: datetime) -> None:
    """Announce five Sundays from five weeks ago on, the past ones with their people, and five that come."""
    leader, began = known.leader(f"p{WARD}"), now - timedelta(days=35)
    first = day_of(began) + timedelta(days=6 - day_of(began).weekday())
    duty = Duty(
        day=first,
        opens=time(8),
        closes=time(11),
        place="Ban điều hành khu phố 3, Phường 10",
        serving=[helper.pk for helper in helpers],
        weeks=10,
    )
    for number, session in enumerate(plan_sessions(team_id=team.pk, duty=duty, by=leader, now=began)):
        if session.day < day_of(now):
            note_advised(session_id=session.pk, people=9 + 3 * number, by=helpers[0], now=now)


def _filed(team: AdvisoryTeam, helper: Staff, way: ConsentWay, *, chance: random.Random, now: datetime) -> Dossier:
    person = resident(chance, day_of(now))
    helped = _begun(team, helper, way, person, now)
    if way is ConsentWay.CODE:
        confirm_consent(filing_id=helped.pk, code=consent_code(helped), by=helper, now=now)
    draft = helped.draft
    assert draft is not None  # noqa: S101 - it was just made, for the type checker
    document, by = draft.procedure_version.content, helper.as_actor()
    answers = answers_for(document.form, person, chance, day_of(now))
    for section in document.form.sections:
        given = {field.key: answers[field.key] for field in section.fields if field.key in answers}
        save_section(draft_id=draft.pk, section=section.key, answers=given, by=by, now=now)
    for paper in document.papers:
        if paper.required:
            upload = attached_picture(paper.title.vi)
            attach_paper(draft_id=draft.pk, paper_key=paper.key, upload=upload, name=f"{paper.key}.jpg", by=by, now=now)
    return submit_filing(filing_id=helped.pk, by=helper, now=now)


def _begun(team: AdvisoryTeam, helper: Staff, way: ConsentWay, person: Resident, now: datetime) -> HelpedFiling:
    beginning = Beginning(
        slug=PROCEDURE,
        receiving_unit_id=team.unit_id,
        unit_id=team.unit_id,
        team_id=team.pk,
        full_name=person.full_name,
        identity_number=person.identity_number,
        phone=person.phone,
        email=person.email,
        relation=HelpRelation.DUTY,
        way=way,
        witness="Tổ trưởng tổ dân phố" if way is ConsentWay.WITNESS else "",
    )
    return begin_filing(beginning=beginning, by=helper, now=now)
