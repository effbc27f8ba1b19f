"""Every address of the platform × every kind of visitor × own and foreign unit: a stranger gets 404, nobody gets 500.

On the way every page is read for numbers of people (`tests/full_numbers.py`). The addresses come from the URL
configuration itself: one that is not declared here fails the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.access import TENDERS
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.privacy.access import ANSWERERS, RECEIVERS
from motcua.foundation.privacy.access import READERS as DATA_READERS
from motcua.foundation.registers.models import Book
from motcua.foundation.retention.access import HOLDERS
from motcua.foundation.units.models import OVERSEERS, Delegation, Role, RoleAssignment, Staff, Unit
from motcua.foundation.worktime import clock
from motcua.replication.access import WATCHERS
from motcua.replication.adoption.models import Adoption
from motcua.replication.directives.models import Directive
from motcua.replication.followup.models import OVERLOOKERS
from motcua.replication.initiatives.models import Initiative, InitiativeState
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.trust_signer import trust_signer
from motcua.replication.kits.models import ReceivedKit, TrustedSigner
from motcua.replication.kits.signers import as_text
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.actions.propose_with_report import propose_with_report
from motcua.replication.reporting.models import WRITERS as REPORT_WRITERS
from motcua.replication.reporting.models import Report, ReportKind, ReportProposal
from motcua.replication.reporting.rules import period
from motcua.replication.shortening.models import CommitmentDraft
from motcua.services.onestop.models import Dossier, Draft
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.states import State
from motcua.services.onestop.web.staff.acts import ACTS
from tests.doors import Account, Door, ForStaff, Nowhere, Public
from tests.doors_of_figures import FIGURE_DOORS, OF_A_UNIT
from tests.doors_of_money import MONEY_DOORS
from tests.doors_of_results import RESULT_DOORS, OnItsWay, make_on_its_way
from tests.doors_of_work import WORK_DOORS
from tests.factories.contest import Hall, contest_arguments, make_contest
from tests.factories.directives import make_directive
from tests.factories.followup import FollowedUp, make_followed_up
from tests.factories.initiatives import make_initiative
from tests.factories.keeping import keeping_arguments
from tests.factories.messages import make_message
from tests.factories.money import FEE, Money, make_money
from tests.factories.onestop import NOW, make_dossier, make_draft, make_office
from tests.factories.units import make_delegation, make_role, make_staff, sign_in
from tests.full_numbers import READERS_IN_FULL, numbers_of_people, shows_one_of
from tests.stage import staged
from tests.visiting import Address, fault, knock

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
COORDINATOR = frozenset({Role.COORDINATOR})
DRAFTERS = frozenset({Role.LEADER, Role.COORDINATOR})
ANSWERABLE = frozenset({Role.LEADER, Role.COORDINATOR})
CHARGERS = frozenset({Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER})
COORDINATORS = frozenset({Role.COORDINATOR})
NOBODY: frozenset[Role] = frozenset()  # nothing of this matrix lies behind such an address
CONTEST_ENTERERS = frozenset({Role.LEADER, Role.SPECIALIST})
CONTEST_OVERSEERS = frozenset({Role.COORDINATOR, Role.AUDITOR})
CONTEST_READERS = CONTEST_ENTERERS | CONTEST_OVERSEERS
VISITORS = ("anonymous", "nobody", *(role.value for role in Role))

DOORS: dict[str, Door] = {
    "ui:home": Public(),
    "ui:language": Public(frozenset({405})),
    "account_login": Account(is_door=True),
    "account_logout": Account(is_door=True),
    "account_inactive": Account(is_door=True),
    "account_change_password": Account(),
    "account_reauthenticate": Account(),
    "mfa_index": Account(),
    "mfa_authenticate": Account(),
    "mfa_reauthenticate": Account(),
    "mfa_activate_totp": Account(),
    "mfa_deactivate_totp": Account(),
    "mfa_view_recovery_codes": Account(),
    "mfa_generate_recovery_codes": Account(),
    "mfa_download_recovery_codes": Account(),
    "units:staff_list": ForStaff(frozenset(OVERSEERS)),
    "units:appoint": ForStaff(ADMINISTRATOR),
    "units:staff": ForStaff(frozenset(OVERSEERS), is_bound=True, writers=ADMINISTRATOR),
    "units:give_role": ForStaff(ADMINISTRATOR, is_bound=True),
    "units:reset_password": ForStaff(ADMINISTRATOR, is_bound=True),
    "units:deactivate": ForStaff(ADMINISTRATOR, is_bound=True),
    "units:end_role": ForStaff(ADMINISTRATOR, is_bound=True),
    "units:delegations": ForStaff(),
    "units:delegate": ForStaff(),
    "units:revoke": ForStaff(ADMINISTRATOR, is_bound=True),
    "units:unit_tree": ForStaff(),
    "units:unit": ForStaff(),
    "units:edit_unit": ForStaff(ADMINISTRATOR, is_bound=True),
    "worktime:opening_hours": Public(),
    "worktime:calendar": ForStaff(),
    "worktime:local_day": ForStaff(ADMINISTRATOR),
    "worktime:set_hours": ForStaff(ADMINISTRATOR),
    "worktime:set_rule": ForStaff(ADMINISTRATOR),
    "messages:notices": ForStaff(),
    "messages:troubled": ForStaff(frozenset(TENDERS)),
    "messages:resend": ForStaff(frozenset(TENDERS), is_bound=True),
    "messages:demo": Nowhere(),
    "privacy:requests": ForStaff(frozenset(DATA_READERS)),
    "privacy:receive": ForStaff(frozenset(RECEIVERS)),
    "privacy:request": ForStaff(frozenset(DATA_READERS), is_bound=True, writers=frozenset(ANSWERERS)),
    "privacy:give_code": ForStaff(frozenset(RECEIVERS), is_bound=True),
    "privacy:take": Public(),
    "retention:overview": ForStaff(frozenset(HOLDERS)),
    "retention:preview": ForStaff(frozenset(HOLDERS), is_bound=True, writers=frozenset({Role.CLERK})),
    "retention:disposal": ForStaff(frozenset(HOLDERS), is_bound=True, writers=frozenset({Role.LEADER})),
    "retention:hold": ForStaff(frozenset(HOLDERS)),
    "retention:release": ForStaff(frozenset(HOLDERS), is_bound=True),
    **MONEY_DOORS,
    "onestop_staff:home": ForStaff(),
    "onestop_staff:counter": ForStaff(frozenset({Role.RECEPTIONIST})),
    "onestop_staff:enter": ForStaff(frozenset({Role.RECEPTIONIST}), is_bound=True),
    "onestop_staff:procedures": ForStaff(ADMINISTRATOR, is_bound=True),
    **WORK_DOORS,
    "onestop_staff:figures": ForStaff(frozenset(READERS)),
    **FIGURE_DOORS,
    "onestop_staff:dossier": ForStaff(frozenset(READERS), is_bound=True),
    "onestop_staff:charge": ForStaff(CHARGERS, is_bound=True),
    "onestop_staff:letter": ForStaff(frozenset(READERS), is_bound=True),
    "onestop_staff:file": ForStaff(frozenset(READERS), is_bound=True),
    "onestop_staff:show_in_full": ForStaff(frozenset(READERS), is_bound=True),
    # who may do what in which state: `transitions.TRANSITIONS`; whoever may read a dossier may at least write a note
    "onestop_staff:act": ForStaff(frozenset({Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER}), is_bound=True),
    "desk:desk": ForStaff(frozenset(WATCHERS)),
    "runs:runs": ForStaff(),
    "runs:run": ForStaff(NOBODY),  # one's own work: tests/foundation/runs
    "reporting:reports": ForStaff(frozenset(WATCHERS)),
    "reporting:open_half_year": ForStaff(frozenset(REPORT_WRITERS)),
    "reporting:open_quarter": ForStaff(DRAFTERS),
    "reporting:report": ForStaff(frozenset(WATCHERS), is_bound=True),
    "reporting:section": ForStaff(frozenset(REPORT_WRITERS), is_bound=True),
    "reporting:propose": ForStaff(frozenset(REPORT_WRITERS), is_bound=True),
    "reporting:withdraw_proposal": ForStaff(frozenset(REPORT_WRITERS), is_bound=True),
    "reporting:sign": ForStaff(frozenset({Role.LEADER}), is_bound=True),
    "reporting:files": ForStaff(frozenset(WATCHERS), is_bound=True),
    "reporting:file": ForStaff(NOBODY),
    "reporting:trace": ForStaff(NOBODY),
    "shortening:programme": ForStaff(frozenset(WATCHERS)),
    "shortening:procedure": ForStaff(frozenset(WATCHERS), is_bound=True),
    "shortening:new_draft": ForStaff(DRAFTERS, is_bound=True),
    "shortening:draft": ForStaff(frozenset(WATCHERS), is_bound=True, writers=frozenset({Role.LEADER})),
    "shortening:drop": ForStaff(DRAFTERS, is_bound=True),
    "comparison:dashboard": ForStaff(frozenset(WATCHERS)),
    "comparison:export": ForStaff(frozenset(WATCHERS)),
    "comparison:targets": ForStaff(frozenset(WATCHERS)),
    "comparison:set_target": ForStaff(COORDINATOR),
    "comparison:unit": ForStaff(frozenset(WATCHERS), is_bound=True),
    "comparison:explain": ForStaff(COORDINATOR, is_bound=True),
    "directives:list": ForStaff(frozenset(WATCHERS)),
    "directives:upload": ForStaff(COORDINATORS),
    # the directive of this matrix is a proposal, which nobody but its coordinators sees
    "directives:directive": ForStaff(COORDINATORS, is_bound=True),
    "directives:letter": ForStaff(COORDINATORS, is_bound=True),
    "directives:source": ForStaff(COORDINATORS, is_bound=True),
    "directives:edit_head": ForStaff(COORDINATORS, is_bound=True),
    "directives:edit_item": ForStaff(COORDINATORS, is_bound=True),
    "directives:remove": ForStaff(COORDINATORS, is_bound=True),
    "directives:confirm": ForStaff(COORDINATORS, is_bound=True),
    "directives:end": ForStaff(COORDINATORS, is_bound=True),
    "directives:target": ForStaff(COORDINATORS, is_bound=True),
    "contest:contests": ForStaff(),
    "contest:create": ForStaff(COORDINATOR),
    "contest:contest": ForStaff(CONTEST_READERS, is_bound=True),
    "contest:rules_file": ForStaff(CONTEST_READERS, is_bound=True),
    "contest:edit_call": ForStaff(COORDINATOR, is_bound=True),
    "contest:extend": ForStaff(COORDINATOR, is_bound=True),
    "contest:rubric": ForStaff(COORDINATOR, is_bound=True),
    "contest:ties": ForStaff(COORDINATOR, is_bound=True),
    # the page with the key of the knowledge test
    "contest:questions": ForStaff(COORDINATOR, is_bound=True),
    "contest:remove_question": ForStaff(COORDINATOR, is_bound=True),
    "contest:void_question": ForStaff(COORDINATOR, is_bound=True),
    "contest:act": ForStaff(COORDINATOR, is_bound=True),
    "contest:enter": ForStaff(CONTEST_ENTERERS, is_bound=True),
    "contest:entry": ForStaff(CONTEST_READERS, is_bound=True),
    "contest:entry_file": ForStaff(CONTEST_READERS, is_bound=True),
    "contest:edit_entry": ForStaff(CONTEST_ENTERERS, is_bound=True),
    "contest:add_file": ForStaff(CONTEST_ENTERERS, is_bound=True),
    "contest:remove_file": ForStaff(CONTEST_ENTERERS, is_bound=True),
    "contest:withdraw": ForStaff(CONTEST_ENTERERS, is_bound=True),
    "contest:check": ForStaff(COORDINATOR, is_bound=True),
    "contest:exclude": ForStaff(COORDINATOR, is_bound=True),
    "contest:panel": ForStaff(CONTEST_OVERSEERS, is_bound=True, writers=COORDINATOR),
    "contest:excuse": ForStaff(COORDINATOR, is_bound=True),
    # whoever sits on a panel may declare as well; nobody of this matrix does
    "contest:declare": ForStaff(COORDINATOR, is_bound=True),
    # a sheet is its judge's alone
    "contest:sheet": ForStaff(frozenset(), is_bound=True),
    "contest:blind_file": ForStaff(frozenset(), is_bound=True),
    "contest:ranked": ForStaff(CONTEST_OVERSEERS, is_bound=True),
    "contest:lots": ForStaff(COORDINATOR, is_bound=True),
    "contest:final": ForStaff(CONTEST_OVERSEERS, is_bound=True),
    "contest:answers": ForStaff(COORDINATOR, is_bound=True),
    "contest:results": ForStaff(CONTEST_READERS, is_bound=True, writers=COORDINATOR),
    "contest:letter": ForStaff(CONTEST_READERS, is_bound=True),
    "contest:appeal": ForStaff(CONTEST_ENTERERS, is_bound=True),
    "contest:answer_appeal": ForStaff(COORDINATOR, is_bound=True),
    "contest_board:board": Public(),
    "followup:home": ForStaff(frozenset(WATCHERS)),
    "followup:task": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:evidence_file": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:give": ForStaff(ANSWERABLE, is_bound=True),
    "followup:name_owner": ForStaff(ANSWERABLE, is_bound=True),
    "followup:accept": ForStaff(COORDINATOR, is_bound=True),
    "followup:return": ForStaff(COORDINATOR, is_bound=True),
    "followup:reopen": ForStaff(COORDINATOR, is_bound=True),
    "followup:drop": ForStaff(COORDINATOR, is_bound=True),
    "followup:judge": ForStaff(COORDINATOR, is_bound=True),
    "followup:obstacles": ForStaff(frozenset(WATCHERS)),
    "followup:report": ForStaff(ANSWERABLE),
    "followup:obstacle": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:answer_obstacle": ForStaff(COORDINATOR, is_bound=True),
    "followup:assign_obstacle": ForStaff(COORDINATOR, is_bound=True),
    "followup:close_obstacle": ForStaff(ANSWERABLE, is_bound=True),
    "followup:reopen_obstacle": ForStaff(ANSWERABLE, is_bound=True),
    "followup:inspections": ForStaff(frozenset(WATCHERS)),
    "followup:plan": ForStaff(COORDINATOR),
    "followup:inspection": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:photo": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:photo_thumbnail": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:minutes": ForStaff(frozenset(WATCHERS), is_bound=True),
    "followup:remark": ForStaff(ANSWERABLE, is_bound=True),
    "followup:cancel_inspection": ForStaff(COORDINATOR, is_bound=True),
    # for the inspector who was named, whatever the role
    "followup:finding": ForStaff(NOBODY),
    "followup:sign_inspection": ForStaff(NOBODY),
    "followup:directives": ForStaff(frozenset(OVERLOOKERS)),
    "followup:missing": ForStaff(frozenset(OVERLOOKERS), is_bound=True),
    "followup:draft": ForStaff(ANSWERABLE, is_bound=True),
    "followup:letter": ForStaff(frozenset(OVERLOOKERS), is_bound=True),
    "followup:letter_pdf": ForStaff(frozenset(OVERLOOKERS), is_bound=True),
    "followup:edit_letter": ForStaff(ANSWERABLE, is_bound=True),
    "followup:sign_letter": ForStaff(frozenset({Role.LEADER}), is_bound=True),
    "followup:discard_letter": ForStaff(ANSWERABLE, is_bound=True),
    "initiatives:register": ForStaff(frozenset(WATCHERS)),
    "initiatives:compare": ForStaff(frozenset(WATCHERS)),
    "initiatives:propose": ForStaff(ANSWERABLE),
    "initiatives:initiative": ForStaff(frozenset(WATCHERS), is_bound=True),
    "initiatives:revise": ForStaff(ANSWERABLE, is_bound=True),
    "initiatives:act": ForStaff(COORDINATOR, is_bound=True),
    "models:list": Public(),
    "models:model": Public(),
    "adoption:adoptions": ForStaff(frozenset(WATCHERS)),
    "adoption:matrix": ForStaff(frozenset(WATCHERS)),
    "adoption:plan": ForStaff(ANSWERABLE, is_bound=True),
    "adoption:adoption": ForStaff(frozenset(WATCHERS), is_bound=True),
    "adoption:change": ForStaff(ANSWERABLE, is_bound=True),
    "adoption:act": ForStaff(ANSWERABLE, is_bound=True),
    "effects:studies": ForStaff(frozenset(WATCHERS)),
    "effects:ask": ForStaff(frozenset({Role.COORDINATOR})),
    "effects:study": ForStaff(NOBODY),  # tests/replication/effects
    "kits:kits": ForStaff(ANSWERABLE),
    "kits:upload": ForStaff(ANSWERABLE),
    "kits:export": ForStaff(ANSWERABLE, is_bound=True),
    "kits:offer": ForStaff(ANSWERABLE, is_bound=True),
    "kits:kit": ForStaff(ANSWERABLE, is_bound=True),
    # trust is given and taken by an administrator of every unit, whom this matrix does not have: tests/replication/kits
    "kits:signers": ForStaff(ANSWERABLE | ADMINISTRATOR, writers=NOBODY),
    "kits:distrust": ForStaff(NOBODY),
    "onestop:catalogue": Public(),
    "onestop:procedure": Public(),
    "onestop:choose": Public(frozenset({200, 302})),
    "onestop:resume": Public(),
    "onestop:start": Public(),
    "onestop:papers": Nowhere(),
    "onestop:thumbnail": Nowhere(),
    "onestop:check": Nowhere(),
    "onestop:confirmation": Nowhere(),
    "onestop:receipt": Nowhere(),
    "onestop:section": Nowhere(),
    "onestop:look_up": Public(),
    "onestop:status": Public(),
    "onestop:status_with_slash": Public(frozenset({301})),
    "onestop:supplement": Public(frozenset({200, 410})),
    "onestop:supplement_received": Public(frozenset({302})),
    # without the number of the identity paper: the question for it, and no file
    "onestop:own_papers": Public(),
    "onestop:fees": Public(),
    "onestop:result": Public(frozenset({302})),
    **RESULT_DOORS,
    "onestop:own_data": Public(frozenset({302})),
    "onestop:take_own_data": Public(frozenset({302})),
    "api-1:openapi-json": Public(),
    "api-1:list_procedures": Public(),
    "api-1:show_procedure": Public(),
    "api-1:file_dossier": Public(frozenset({405})),
    "api-1:show_status": Public(),
    "api-1:api-root": Nowhere(),
}


@dataclass(frozen=True)
class Place:
    """A unit with one of everything that an address can name."""

    unit: Unit
    slug: str
    dossier: Dossier
    draft: Draft
    person: Staff
    assignment: RoleAssignment
    delegation: Delegation
    message: OutboxMessage
    book: Book
    report: Report
    proposal: ReportProposal
    promise: CommitmentDraft
    directive: Directive
    hall: Hall
    followed_up: FollowedUp
    model: Initiative
    adoption: Adoption
    kit: ReceivedKit
    signer: TrustedSigner
    money: Money
    on_its_way: OnItsWay
    keeping: dict[str, int | str]

    def arguments(self, asked: set[str]) -> dict[str, object]:
        """Return what an address needs to lead here."""
        stored = self.dossier.papers.exclude(stored=None).first()
        assert stored is not None
        known: dict[str, object] = {
            "staff_id": self.person.pk,
            "assignment_id": self.assignment.pk,
            "delegation_id": self.delegation.pk,
            "unit_id": self.unit.pk,
            "message_id": self.message.pk,
            "book_id": self.book.pk,
            "line": 1,
            "slug": self.slug,
            "service": "onestop",
            "code": self.dossier.code,
            "kind": "receipt",
            "file": stored.stored_id,
            "draft": self.draft.pk,
            "key": "person",
            "token": self.dossier.token,
            "report_id": self.report.pk,
            "proposal_id": self.proposal.pk,
            "section": "general",
            "run_id": self.draft.pk,
            "draft_id": self.promise.pk,
            "directive_id": self.directive.pk,
            "part": "yeu-cau",
            "item_id": self.directive.requirements.get().pk,
            **contest_arguments(self.hall),
            "model": self.model.code,
            "recognised": self.adoption.initiative.code,
            "adoption_id": self.adoption.pk,
            "kit_id": self.kit.pk,
            "signer_id": self.signer.pk,
            "act": "danh-gia",
            **self.keeping,
            "study_id": 1,
            "definition_id": 1,
            "batch_id": self.draft.pk,
            "plan_id": self.draft.pk,
            "series_id": self.draft.pk,
            "uid": self.draft.pk,
            "filter_id": 1,
            "area": "buoc",
            "item": "0",
            **self.money.arguments(),
        }
        return {name: known[name] for name in asked}


@dataclass(frozen=True)
class World:
    """The addresses of two units, and somebody of each kind who works in the first."""

    own: list[Address]
    foreign: list[Address]
    visitors: dict[str, Staff | None]


def make_place() -> Place:
    """Return a ward with one of everything."""
    office = make_office(fee=FEE)
    absent = make_staff(role=Role.SPECIALIST, unit=office.unit)
    make_role(staff=absent, unit=office.unit, role=Role.CLERK)
    first = RoleAssignment.objects.filter(staff=absent).order_by("pk")[0]
    dossier = make_dossier(office, State.IN_PROCESS, online=True)
    writer = make_staff(role=Role.LEADER, unit=office.unit)
    half = period(ReportKind.HALF_YEAR, 2018, 2)
    report = open_report(unit_id=office.unit.pk, period=half, by=writer, now=NOW)
    propose_with_report(report_id=report.pk, title="Mô hình", problem="", solution="", by=writer, now=NOW)
    return Place(
        on_its_way=make_on_its_way(office, dossier),
        unit=office.unit,
        slug=office.slug,
        dossier=dossier,
        draft=make_draft(office),
        person=absent,
        assignment=first,
        delegation=make_delegation(
            absent=absent,
            deputy=office.specialist,
            unit=office.unit,
            first_day=date(2019, 4, 1),
            end=date(2019, 5, 1),
        ),
        message=make_message(NOW, unit_id=office.unit.pk),
        book=Book.objects.filter(unit=office.unit)[0],
        report=report,
        proposal=report.proposals.get(),
        promise=CommitmentDraft.objects.create(
            service="onestop",
            procedure=office.slug,
            title="Cấp giấy phép",
            unit=office.unit,
            amount=7,
            law=10,
            time_unit="working_day",
            evidence={"matters": 0, "shortest": None},
            drafted_at=NOW,
            drafted_by=office.leader,
        ),
        directive=make_directive(issuer=office.unit, units=(office.unit,), is_confirmed=False),
        hall=make_contest(office.unit),
        followed_up=make_followed_up(office.unit, now=NOW),
        model=make_initiative(origin=office.unit, state=InitiativeState.PROPOSED),
        adoption=Adoption.objects.get(unit=office.unit),
        kit=receive_kit(
            data=export_kit(unit_id=office.unit.pk, service="onestop", by=writer, now=NOW),
            unit_id=office.unit.pk,
            by=writer,
            now=NOW,
        ),
        signer=trust_signer(
            public_key=as_text(bytes([office.unit.pk % 256]) * 32), name="Quận 3", by=Actor.system(), now=NOW
        ),
        money=make_money(office.unit, cashier=office.receptionist, leader=office.leader),
        keeping=keeping_arguments(dossier, leader=writer, clerk=absent, now=NOW),
    )


def make_world() -> World:
    """Return two units, and who visits them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", an_hour_later)
        own, foreign = make_place(), make_place()
        roles = {name: None if name == "nobody" else Role(name) for name in VISITORS[1:]}
        staff = {name: make_staff(role=role, unit=own.unit) for name, role in roles.items()}
        return World([*addresses(own)], [*addresses(foreign)], {"anonymous": None, **staff})


def an_hour_later() -> datetime:
    """When everybody comes."""
    return NOW + timedelta(hours=1)


staged_world = staged("staged_world", make_world)


@pytest.fixture
def world(staged_world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two units an hour after their dossiers."""
    monkeypatch.setattr(clock, "now", an_hour_later)
    return staged_world


def patterns(found: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield the name of every address, and the names of its parts."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", set(one.pattern.converters) or set(re.findall(r"<(\w+)>", str(one.pattern)))


def addresses(place: Place) -> Iterator[Address]:
    """Yield every address at a place; an act once for each act there is."""
    for name, asked in patterns(get_resolver().url_patterns):
        if name == "onestop_staff:act":
            for slug in ACTS:
                path = reverse(name, args=[place.dossier.code, slug])
                yield Address(name, path, {"version": str(place.dossier.version)})
        elif name in OF_A_UNIT:
            unit = str(place.unit.pk)
            yield Address(name, f"{reverse(name)}?{OF_A_UNIT[name]}={unit}", {"slug": place.slug, "co-quan": unit})
        elif name.startswith("payments_staff:"):
            yield Address(name, reverse(name, kwargs=place.arguments(asked) | place.money.of(asked)))
        elif name.startswith(("delivery:", "complaints:", "helping:")) or name.endswith("_complaint"):
            yield Address(name, reverse(name, kwargs=place.on_its_way.arguments(name, asked)))
        elif name.startswith("followup:"):
            yield Address(name, reverse(name, kwargs=place.followed_up.arguments(name, asked)))
        else:
            version = {"version": str(place.directive.version)} if "directive_id" in asked else {}
            yield Address(name, reverse(name, kwargs=place.arguments(asked)), version)


def test_every_address_is_declared() -> None:
    assert {name for name, _asked in patterns(get_resolver().url_patterns)} == set(DOORS)


# acts that the roles below may never do, as `transitions.TRANSITIONS` and the present step have it: their door is shut
NEVER_THEIRS = {
    "tiep-nhan": {Role.SPECIALIST, Role.LEADER},
    "chuyen-buoc": {Role.RECEPTIONIST},
    "giao-nguoi-xu-ly": {Role.RECEPTIONIST, Role.SPECIALIST},
    "nhan-xu-ly": {Role.RECEPTIONIST},
    "ky-ket-qua": {Role.RECEPTIONIST, Role.SPECIALIST},
    "tra-ket-qua": {Role.SPECIALIST, Role.LEADER},
    "nhan-bo-sung": {Role.SPECIALIST, Role.LEADER},
    "yeu-cau-bo-sung": {Role.RECEPTIONIST},
    "cho-phep-bo-sung": {Role.RECEPTIONIST, Role.SPECIALIST},
    "yeu-cau-nop-tien": {Role.RECEPTIONIST},
    "tam-dung": {Role.RECEPTIONIST},
    "gia-han": {Role.RECEPTIONIST, Role.SPECIALIST},
    "soan-xin-loi": {Role.RECEPTIONIST},
    "xin-loi-hen-lai": {Role.RECEPTIONIST, Role.SPECIALIST},
    "cho-phep-hen-lai": {Role.RECEPTIONIST, Role.SPECIALIST},
    "tra-lai": {Role.RECEPTIONIST},
    "tu-choi": {Role.SPECIALIST, Role.LEADER},
    "rut-ho-so": {Role.SPECIALIST, Role.LEADER},
    "dung-giai-quyet": {Role.RECEPTIONIST, Role.SPECIALIST},
    "xac-minh-nop-giup": {Role.SPECIALIST},
    "phan-doi-nop-giup": {Role.SPECIALIST},
}


def door_of(address: Address) -> Door:
    """Return the door of an address; that of an act is for those who may ever do it."""
    door = DOORS[address.name]
    if address.name != "onestop_staff:act" or not isinstance(door, ForStaff):
        return door
    return ForStaff(door.roles - NEVER_THEIRS.get(address.path.rstrip("/").rpartition("/")[2], set()), is_bound=True)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_opens_and_every_number_shows_to_those_it_is_for_and_to_nobody_else(
    world: World, visitor: str
) -> None:
    client, staff = Client(raise_request_exception=False), world.visitors[visitor]
    if staff is not None:
        sign_in(client, staff)
    numbers, in_full, wrong = numbers_of_people(), set(), []
    for known, method in product((world.own, world.foreign), ("GET", "POST")):
        is_own, is_post = known is world.own, method == "POST"
        for address in known:
            door, given = door_of(address), knock(client, address, method)
            answer = given.status_code, given.headers.get("Location", "")
            if said := fault(door, visitor, answer, is_own=is_own, is_post=is_post):
                wrong.append(f"{said}: {visitor} {method} {address.path} ({is_own=}): {answer}")
            if isinstance(door, ForStaff) and not is_post and shows_one_of(numbers, given):
                in_full.add((address.name, is_own))
    assert "\n".join(wrong) == ""
    assert in_full == {(name, True) for name, readers in READERS_IN_FULL.items() if visitor in {*map(str, readers)}}
