"""A figure is explained by a dated note; nobody types over it, nobody takes the note back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.measures.actions.explain_figure import explain_figure
from motcua.replication.measures.models import MeasureDay, MeasureNote
from motcua.replication.measures.queries import notes_about
from motcua.replication.measures.refusals import NoteRefused
from motcua.services.registry import UnknownMeasure
from tests.factories.onestop import NOW
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TEXT = "Nghỉ bảo trì hệ thống điện hai ngày."


def note(**changes: object) -> MeasureNote:
    unit = make_unit()
    given: dict[str, object] = {
        "unit_id": unit.pk,
        "service": "onestop",
        "figure": "in_time_share",
        "first_day": TODAY - timedelta(days=3),
        "last_day": TODAY,
        "text": TEXT,
        "by": make_staff(role=Role.COORDINATOR, unit=unit),
        "now": NOW,
    }
    return explain_figure(**(given | changes))  # type: ignore[arg-type]


def test_a_coordinator_explains_a_figure_between_two_days() -> None:
    written = note(text=f"  {TEXT} ")
    found = notes_about("onestop", [written.unit_id], TODAY, TODAY + timedelta(days=30))
    assert [(each.text, each.by_id) for each in found] == [(TEXT, written.by_id)]
    assert notes_about("onestop", [written.unit_id], TODAY + timedelta(days=1), TODAY + timedelta(days=2)) == []
    assert AuditEntry.objects.filter(action="measures.explain_figure", unit_id=written.unit_id).count() == 1
    assert not MeasureDay.objects.exists()


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.AUDITOR, Role.ADMINISTRATOR, None])
def test_nobody_else_does(role: Role | None) -> None:
    with pytest.raises(NotAllowed):
        note(by=make_staff(role=role))


def test_a_coordinator_of_another_unit_does_not() -> None:
    with pytest.raises(NotAllowed):
        note(by=make_staff(role=Role.COORDINATOR))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "  "}, "empty"),
        ({"text": "a" * 1001}, "too_long"),
        ({"last_day": TODAY - timedelta(days=9)}, "days"),
        ({"first_day": TODAY + timedelta(days=1), "last_day": TODAY + timedelta(days=1)}, "future"),
    ],
)
def test_a_note_that_explains_nothing_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(NoteRefused) as refusal:
        note(**changes)
    assert refusal.value.code == code
    assert not MeasureNote.objects.exists()


def test_a_figure_that_does_not_exist_is_not_explained() -> None:
    with pytest.raises(UnknownMeasure):
        note(figure="beauty")


def test_the_database_keeps_a_note_as_it_is() -> None:
    written = note()
    for change in (lambda: MeasureNote.objects.update(text="khác"), written.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
