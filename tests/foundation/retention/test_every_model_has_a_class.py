"""No personal data without an end: every model that can hold some belongs to a class of the retention schedule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from motcua.foundation.people.models import Person
from motcua.foundation.retention.schedule import Ending, all_classes
from motcua.foundation.units.models import Staff

# fields that can hold a name, a number, an address, a file, or whatever somebody types
_CAN_TELL = (
    *(models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField),
    *(models.FileField,),
)

# what holds no personal data, and why
NOBODY = {
    "names of the framework's own things": ("auth.Permission", "auth.Group", "contenttypes.ContentType"),
    "how the queue runs, ids only": (
        *("procrastinate.ProcrastinateWorker", "procrastinate.ProcrastinateEvent"),
        *("procrastinate.ProcrastinatePeriodicDefer",),
    ),
    "hashes over the journal": ("audit.ChainHead", "audit.Seal"),
    "authorities and what they switched on, under which document": (
        *("units.Unit", "units.UnitVersion", "units.Lineage", "units.UnitService"),
    ),
    "the calendar and its documents": (
        *("worktime.CalendarYear", "worktime.CalendarDay", "worktime.Shift", "worktime.ClockRule"),
    ),
    "how numbers and books are laid out": (
        *("registers.NumberSeries", "registers.CodePattern", "registers.BookDefinition", "registers.Book"),
    ),
    "the symbol of a book of receipts": ("payments.ReceiptBook",),
    "counts of pages": ("health.RequestCount",),
    "keyed hashes that name nobody": (*("retention.DestroyedRecord", "onestop.DestroyedResult", "surveys.UsedToken"),),
    "procedures as they are published, and what units promise": (
        *("onestop.Procedure", "onestop.ProcedureVersion", "onestop.ProcedureOffer", "onestop.Commitment"),
        *("onestop.DefinitionDraft",),
    ),
    "the name of a team and the document that set it up": ("onestop.AdvisoryTeam",),
    "what a program is called, and keys of its calls": ("onestop.ApiClient", "onestop.SubmissionKey"),
    "published sums": ("onestop.PublishedFile", "surveys.Tally", "surveys.PublishedVoice"),
    "counts of what happened, and where counting stands": ("measures.MeasureDay", "measures.RollUpMark"),
    "targets of a measure": ("directives.MeasureTarget",),
    "periods, lists and hashes of official work": (
        *("followup.Task", "followup.EscalationLine", "reporting.ReportFile", "contest.Ranking"),
    ),
    "what a list is narrowed to (unit, officer, days), and refusals in the platform's own words": (
        *("onestop.SavedFilter", "onestop.BatchRow", "onestop.MoveRow"),
    ),
    "questions and criteria of a contest": ("contest.Criterion", "contest.Question"),
}


def can_tell(model: type[models.Model]) -> list[str]:
    """Return the fields in which personal data can stand: free words, files, people, lists of staff."""
    plain = [field for field in model._meta.local_fields if not field.is_relation and not field.choices]
    told = [field.name for field in plain if isinstance(field, _CAN_TELL)]
    keys = [field.name for field in model._meta.local_fields if field.is_relation and field.related_model is Person]
    lists = [field.name for field in model._meta.local_many_to_many if field.related_model is Staff]
    return [*told, *keys, *lists]


def tables() -> Iterator[type[models.Model]]:
    yield from apps.get_models(include_auto_created=False)


def covered() -> set[str]:
    return {label for each in all_classes() for label in each.covers}


def excused() -> set[str]:
    return {label for labels in NOBODY.values() for label in labels}


def test_every_model_that_can_tell_of_people_has_a_class() -> None:
    left = {model._meta.label: can_tell(model) for model in tables() if can_tell(model)}
    for label in covered() | excused():
        left.pop(label, None)
    assert left == {}, "give each a record class (`covers`), or a reason in NOBODY why it tells of nobody"


def test_nothing_is_covered_that_is_not_there() -> None:
    known = {model._meta.label for model in tables()}
    assert covered() - known == set()
    assert excused() - known == set()


def test_nothing_is_both_personal_and_nobodys() -> None:
    assert covered() & excused() == set()


@pytest.mark.parametrize("record_class", all_classes(), ids=lambda each: each.code)
def test_every_class_says_what_it_covers_how_it_ends_and_on_what_ground(record_class: object) -> None:
    (each,) = [one for one in all_classes() if one is record_class]
    assert each.covers
    assert each.terms
    assert all(term.document for term in each.terms)
    assert all(term.is_for_ever == (each.ending is Ending.NEVER) for term in each.terms)
