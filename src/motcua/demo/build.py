"""Build the Tân Bình demo in an empty database, through the public actions, with `now=` in the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from motcua.demo.answers import answers_for
from motcua.demo.contest import hold_contest
from motcua.demo.delays import tell_delays
from motcua.demo.drafting import draft_procedure
from motcua.demo.files import attached_picture
from motcua.demo.helping import help_citizens
from motcua.demo.money import collect_fees
from motcua.demo.own_data import ask_about_data
from motcua.demo.present import form_delivery_team, present_quarter
from motcua.demo.spring.adoptions import CARRIES_HOME
from motcua.demo.spring.people import ward
from motcua.demo.spring.story import BEGIN, END, LAST_FILED, OPEN_SINCE, spring
from motcua.demo.staff import COUNTER, DISTRICT, WARDS, appoint_everybody
from motcua.demo.story import Office, Plan, life, plan, play
from motcua.demo.voices import give_voices
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role, RoleAssignment
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.units.rules import day_of
from motcua.replication.measures.actions.roll_up import roll_up
from motcua.services.onestop.actions.attach_paper import attach_paper
from motcua.services.onestop.actions.publish_catalogue import publish_catalogue
from motcua.services.onestop.actions.save_section import save_section
from motcua.services.onestop.actions.start_draft import start_draft
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.models import Dossier, ProcedureOffer, ProcedureVersion, ResultBy
from motcua.services.onestop.offers import SERVICE
from motcua.services.surveys.offering import SERVICE as SURVEYS

DOSSIERS: Final = 300
SEED: Final = 554
MONTHS: Final = timedelta(days=180)
SHARE_OF_SPRING: Final = 10  # one dossier of the spring for so many of today
SPRING_SEED: Final = 50_000


@transaction.atomic
def build(
    *, now: datetime, dossiers: int = DOSSIERS, seed: int = SEED, told: Callable[[int], None] = lambda _n: None
) -> None:
    """Fill the database: units, staff, procedures, the spring of 2019, and `dossiers` lives of the last six months.

    All of it or nothing: a build that is broken off leaves the database empty. The same seed and moment give the same
    people, codes and histories; only look-up codes differ, they are secrets.
    """
    by = Actor.system("demo")
    load_tan_binh(by=by, now=BEGIN)
    appoint_everybody(first_day=BEGIN.date(), by=by, now=BEGIN)
    receiving = [unit_by_reference(f"{DISTRICT}/phuong-{number}") for number in WARDS] + [unit_by_reference(COUNTER)]
    publish_catalogue(units=[unit.pk for unit in receiving], by=by, now=BEGIN)
    office = Office(
        {
            (Role(role.role), role.unit_id): role.staff
            for role in RoleAssignment.objects.select_related("staff__user").order_by("-pk")
        }
    )
    chances = range(seed * 100_000, seed * 100_000 + dossiers)
    then = [SPRING_SEED + chance for chance in chances[: dossiers // SHARE_OF_SPRING]]
    play([*spring(by=by), *_lives(then, office, since=OPEN_SINCE, until=LAST_FILED)], until=END, told=told)
    carries = ward(CARRIES_HOME).pk
    play(_lives(chances, office, since=now - MONTHS, until=now, carries=carries), until=now, told=told)
    tell_delays(office, now=now)
    collect_fees([unit_by_reference(f"{DISTRICT}/phuong-4").pk, unit_by_reference(COUNTER).pk], office, by=by, now=now)
    form_delivery_team(now=now)
    help_citizens(now=now)
    give_voices(by=by, now=now)
    for service in (SERVICE, SURVEYS):
        roll_up(service=service, now=now)
    rebuild_figures(now=now)
    present_quarter(now=now)
    hold_contest(now=now)
    draft_procedure(now=now)
    ask_about_data(now=now)


def _lives(
    chances: Sequence[int], office: Office, *, since: datetime, until: datetime, carries: int | None = None
) -> list[Iterator[datetime]]:
    """Return a life for each chance, of a dossier filed between `since` and `until`.

    In the unit `carries` results come as a file to those who filed online, and home to the others.
    """
    in_force = ProcedureVersion.objects.on(day_of(until)).order_by("number")
    documents = {version.procedure_id: version.content for version in in_force}
    received = ProcedureOffer.objects.filter(closed_at__isnull=True, procedure__in=documents)
    offers = list(received.order_by("procedure__slug", "unit"))
    plans = [plan(offers, documents, seed=chance, since=since, until=until) for chance in chances]
    return [life(_wanted(each, carries), office, file_online) for each in plans]


def _wanted(planned: Plan, carries: int | None) -> Plan:
    if planned.offer.unit_id != carries:
        return planned
    return replace(planned, result_by=ResultBy.ONLINE if planned.is_online else ResultBy.HOME)


def file_online(planned: Plan) -> Dossier:
    """File as a citizen does: start, every section, papers, submit."""
    by, now = Actor.citizen(), planned.filed_at
    document = planned.document
    draft, _code = start_draft(slug=document.slug, unit_id=planned.offer.unit_id, language="vi", by=by, now=now)
    answers = answers_for(document.form, planned.person, planned.chance, now.date())
    for section in document.form.sections:
        keys = {field.key for field in section.fields}
        given = {key: answer for key, answer in answers.items() if key in keys}
        save_section(draft_id=draft.pk, section=section.key, answers=given, by=by, now=now)
    for paper in document.papers:
        if paper.required:
            upload = attached_picture(paper.title.vi)
            attach_paper(draft_id=draft.pk, paper_key=paper.key, upload=upload, name=f"{paper.key}.jpg", by=by, now=now)
    return submit_dossier(draft_id=draft.pk, result_by=planned.result_by, by=by, now=now)
