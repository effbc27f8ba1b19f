"""A dossier is what its events add up to, whatever happens to it: whole lives are in `test_histories`."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.replay import begun_with, moments_as_json, replay, written
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, make_dossier, make_office

FILL = import_module("motcua.services.onestop.migrations.0029_rows_know_their_course").FILL


@pytest.mark.django_db
def test_a_row_written_past_the_events_is_found() -> None:
    dossier = make_dossier(make_office())
    Dossier.objects.filter(pk=dossier.pk).update(holder=None, amber_at=NOW)
    assert list(differing()) == [(dossier.code, ["holder_id", "amber_at"])]
    assert list(differing(since=NOW - timedelta(days=1))) == [(dossier.code, ["holder_id", "amber_at"])]
    assert list(differing(since=NOW + timedelta(days=1))) == []
    assert list(differing(among=(dossier.pk, dossier.pk))) == [(dossier.code, ["holder_id", "amber_at"])]
    assert list(differing(among=(dossier.pk + 1, dossier.pk + 9))) == []


@pytest.mark.django_db
def test_an_event_can_neither_be_changed_nor_taken_away() -> None:
    events = DossierEvent.objects.filter(dossier=make_dossier(make_office()))
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        events.update(at=NOW)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        events.delete()


def test_a_history_with_a_gap_is_refused() -> None:
    event = DossierEvent(seq=2, at=NOW, kind=Action.NOTE, to_state=State.SUBMITTED, office_unit_id=1)
    with pytest.raises(ValueError, match="Event 1 is missing"):
        replay([event])
    with pytest.raises(ValueError, match="without events"):
        replay([])


def test_an_event_cannot_set_what_follows_from_its_kind() -> None:
    with pytest.raises(KeyError, match="accepted_at"):
        written({"accepted_at": NOW})


def test_the_many_are_written_as_one_is() -> None:
    moments = {"next_due_at": NOW, "amber_at": NOW + timedelta(microseconds=5)}
    assert json.loads(moments_as_json(moments)) == written(moments)
    with pytest.raises(KeyError, match="accepted_at"):
        moments_as_json({"accepted_at": NOW})


def test_a_step_done_again_began_the_first_time() -> None:
    once = begun_with(begun_with({}, "", NOW), "check", NOW)
    assert once == {"check": "2019-04-08T01:30:00.000000+00:00"}
    assert begun_with(once, "check", NOW + timedelta(days=1)) == once
    assert [*begun_with(once, "sign", NOW + timedelta(days=1))] == ["check", "sign"]


@pytest.mark.django_db
def test_rows_from_before_learn_their_course_from_their_events() -> None:
    office = make_office()
    for state in (State.SUBMITTED, State.IN_PROCESS, State.AWAITING_SUPPLEMENT, State.RETURNED):
        make_dossier(office, state)
    Dossier.objects.update(steps_begun={})
    Dossier.objects.filter(accepted_at__isnull=False).update(limits={})
    assert {name for _code, names in differing() for name in names} == {"limits", "steps_begun"}
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    assert list(differing()) == []
