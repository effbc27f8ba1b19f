"""A leader promises a shorter limit: dossiers accepted from then on are due by it, and it outlives a new version."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.queries import due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.actions.commit_limit import commit_limit
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.models import Commitment
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, SYSTEM, Office, make_document, make_dossier, make_office, make_pledge
from tests.factories.units import make_staff

TODAY = NOW.date()
SEVEN = Limit(7, TimeUnit.WORKING_DAY)


def commit(office: Office, **changes: Any) -> Commitment:
    given: dict[str, Any] = {
        "slug": office.slug,
        "unit_id": office.unit.pk,
        "limit": SEVEN,
        "document": "Quyết định số 8/QĐ-UBND ngày 08/4/2019",
        "from_day": TODAY,
        "by": office.leader,
        "now": NOW,
    }
    return commit_limit(**(given | changes))


def test_dossiers_accepted_from_then_on_are_due_by_the_promise(office: Office) -> None:
    before = make_dossier(office, State.ACCEPTED)
    promise = commit(office)
    after = make_dossier(office, State.ACCEPTED)
    assert before.due_at == before.law_due_at
    assert after.due_at == due_time(unit_id=office.unit.pk, start=NOW, limit=SEVEN)
    assert (promise.signed_by, promise.verified) == (office.leader, True)
    assert AuditEntry.objects.filter(action="onestop.commit_limit", unit_id=office.unit.pk).count() == 1


def test_a_still_shorter_promise_ends_the_earlier_one(office: Office) -> None:
    first = commit(office)
    later = TODAY + timedelta(days=14)
    commit(office, limit=Limit(5, TimeUnit.WORKING_DAY), from_day=later)
    first.refresh_from_db()
    assert (first.valid.lower, first.valid.upper) == (TODAY, later)
    with pytest.raises(DossierRefused) as refusal:
        commit(office, limit=Limit(4, TimeUnit.WORKING_DAY))
    assert refusal.value.code == "later_commitment"


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_only_a_leader_of_the_unit_promises(office: Office, role: Role) -> None:
    for by in (make_staff(role=role, unit=office.unit), make_staff(role=Role.LEADER)):
        with pytest.raises(NotAllowed):
            commit(office, by=by)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"limit": Limit(10, TimeUnit.WORKING_DAY)}, "not_shorter"),
        ({"limit": Limit(5, TimeUnit.CALENDAR_DAY)}, "not_shorter"),
        ({"from_day": TODAY - timedelta(days=1)}, "past"),
        ({"document": "  "}, "document"),
        ({"from_day": date(2017, 1, 1)}, "no_version"),
    ],
)
def test_a_promise_that_means_nothing_is_refused(office: Office, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DossierRefused) as refusal:
        commit(office, **changes)
    assert refusal.value.code == code
    assert not Commitment.objects.exists()


def test_a_unit_that_does_not_decide_promises_nothing(office: Office) -> None:
    other = make_office()
    with pytest.raises(DossierRefused) as refusal:
        commit(office, unit_id=other.unit.pk, by=other.leader)
    assert refusal.value.code == "not_deciding"


@pytest.mark.django_db
@pytest.mark.parametrize(("law", "kept"), [(9, True), (7, False)])
def test_a_signed_promise_goes_over_to_the_next_version_while_it_is_shorter_than_the_law(law: int, kept: bool) -> None:
    slug = "cap-phep-thu"
    office = make_office(slug=slug, commitments=[make_pledge(9)])
    commit(office)
    plain = make_document(slug=slug)
    short = [
        step.model_copy(update={"duration": step.duration.model_copy(update={"amount": 4})}) for step in plain.steps
    ]
    changes = {"steps": tuple(short), "valid_from": TODAY + timedelta(days=30)}
    document = plain.model_copy(update=changes | {"limit": plain.limit.model_copy(update={"amount": law})})
    version = publish_procedure(document=document, by=SYSTEM, now=NOW)
    found = Commitment.objects.filter(version=version)
    assert [(each.amount, each.unit_id, each.signed_by_id) for each in found] == (
        [(7, office.unit.pk, office.leader.pk)] if kept else []
    )
    if kept:
        assert found[0].valid.lower == TODAY + timedelta(days=30)


def test_the_database_lets_a_promise_be_ended_and_nothing_else(office: Office) -> None:
    promise = commit(office)
    for change in (lambda: Commitment.objects.update(amount=3), promise.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
