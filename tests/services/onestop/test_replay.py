"""A dossier is what its events add up to, whatever happens to it: whole lives are in `test_histories`."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.replay import replay, written
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, make_dossier, make_office


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
