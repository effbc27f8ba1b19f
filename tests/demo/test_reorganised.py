"""The reorganisation of 1 July 2025 on a whole demo: open dossiers move, nothing is lost, no due time changes."""

from datetime import datetime

import pytest

from motcua.config import reference
from motcua.demo.command import build_if_empty
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.units.models import Unit
from motcua.foundation.units.reorganisation_report import reorganise
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.states import CLOSED

NOW = datetime(2026, 11, 23, 15, 20, tzinfo=ZONE)
DOSSIERS = 20
KEPT = ("state", "step", "due_at", "step_due_at", "answer_due_at", "accepted_at", "filed_at")

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def told() -> dict[str, tuple[object, ...]]:
    """Return what must not change, by code: state, step, every due time, and the number of papers."""
    return {
        dossier.code: (*(getattr(dossier, name) for name in KEPT), dossier.token, dossier.papers.count())
        for dossier in Dossier.objects.all()
    }


def test_a_whole_demo_is_reorganised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    reference.load(now=NOW)
    build_if_empty(now=NOW, dossiers=DOSSIERS, seed=7)
    before = told()
    assert "ĐÃ ÁP DỤNG" in reorganise(apply=True)
    assert told() == before
    assert (list(broken_links()), list(differing())) == ([], [])
    standing = set(Unit.objects.standing_on(day_of(NOW)).values_list("pk", flat=True))
    still_open = [dossier for dossier in Dossier.objects.all() if dossier.state not in CLOSED]
    assert still_open
    for dossier in still_open:
        assert {dossier.receiving_unit_id, dossier.deciding_unit_id, dossier.office_unit_id} <= standing
    for dossier in Dossier.objects.all():
        status = status_by_token(text=dossier.token, address="127.0.0.1", now=NOW)
        assert status is not None
        assert status.dossier_id == dossier.pk
