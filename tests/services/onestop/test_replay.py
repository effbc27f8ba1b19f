"""A dossier is what its events add up to, whatever happens to it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.foundation.audit.refusal import Refused
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.allow_delay import allow_delay
from motcua.services.onestop.actions.allow_supplement import allow_supplement
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.draft_apology import draft_apology
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.file_by_api import ApiFiling, file_by_api
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.release_dossier import release_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import ApiClient, Dossier, DossierEvent, Outcome
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.replay import replay, written
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, make_answers, make_dossier, make_handing, make_hold, make_office

REASON = {"reason": "Lý do"}
GROUND = REASON | {"legal_ground": "Nghị định 61/2018/NĐ-CP"}
ACTS: list[tuple[Callable[..., Dossier], str, dict[str, Any]]] = [
    (accept_dossier, "receptionist", {}),
    (hand_over, "receptionist", {}),
    (hand_over, "specialist", {}),
    (hand_over, "leader", {}),
    (hand_over, "leader", {"to_step": "examination", "note": "Kiểm tra lại."}),
    (request_supplement, "specialist", REASON | {"items": [Asked(key="request")]}),
    (request_supplement, "leader", REASON | {"items": [Asked(key="request")]}),
    (allow_supplement, "leader", REASON),
    (receive_supplement, "receptionist", {"papers": [HandedIn("request")]}),
    (request_payment, "specialist", REASON),
    (confirm_payment, "receptionist", {}),
    (pause_clock, "specialist", {"hold": make_hold()}),
    (resume_clock, "specialist", {"evidence": "Biên bản 3/BB"}),
    (extend_limit, "leader", REASON | {"rule": "other", "days": 5, "legal_ground": "Luật Hộ tịch"}),
    (apologise, "leader", REASON | {"new_day": date(2019, 6, 3)}),
    (draft_apology, "specialist", REASON | {"new_day": date(2019, 6, 4)}),
    (allow_delay, "leader", REASON),
    (take_dossier, "specialist", {}),
    (release_dossier, "leader", {}),
    (add_note, "leader", {"text": "Ghi chú"}),
    (decide_result, "leader", {"outcome": Outcome.APPROVED}),
    (return_result, "receptionist", {"handing": make_handing()}),
    (reject_dossier, "receptionist", GROUND),
    (withdraw_dossier, "receptionist", {}),
    (stop_dossier, "leader", GROUND),
]
# most histories should live for a while: the ends are drawn less often
CHANCES = [act for act in ACTS for _ in range(1 if act[0] in {reject_dossier, withdraw_dossier, stop_dossier} else 4)]
histories = st.lists(
    st.tuples(st.sampled_from(CHANCES), st.integers(min_value=0, max_value=60 * 24 * 5)), min_size=6, max_size=20
)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_whatever_is_done_the_row_equals_the_replay_and_the_code_stays(
    office: Office, api_client: ApiClient, history: list[Any]
) -> None:
    now = NOW
    filing = ApiFiling(office.slug, office.unit.pk, make_answers())
    dossier = file_by_api(client=api_client, key=str(Dossier.objects.count()), filing=filing, now=now)
    code, token = dossier.code, dossier.token
    for (act, who, given_), minutes in history:
        now += timedelta(minutes=minutes)
        try_act(act, dossier.pk, getattr(office, who), now, given_)
    stored = Dossier.objects.get(pk=dossier.pk)
    assert (stored.code, stored.token) == (code, token)
    assert list(differing()) == []
    assert_sound(stored, now)


def try_act(act: Callable[..., Dossier], pk: int, by: object, now: datetime, given_: dict[str, Any]) -> None:
    """Do it if the rules allow it; a refusal must leave everything as it was."""
    before = DossierEvent.objects.filter(dossier=pk).count()
    try:
        act(dossier_id=pk, by=by, now=now, **given_)
    except Refused:
        assert DossierEvent.objects.filter(dossier=pk).count() == before


def assert_sound(dossier: Dossier, now: datetime) -> None:
    """Nothing ends while the clock stands still, and no due time is later than the law's."""
    pauses = list(dossier.pauses.all())
    stands = dossier.paused_since is not None and dossier.accepted_at is not None
    assert any(pause.ended_at is None for pause in pauses) == stands
    if dossier.due_at is not None and dossier.law_due_at is not None:
        assert dossier.due_at <= dossier.law_due_at
        assert not any(
            pause.started_at < dossier.due_at <= pause.ended_at for pause in pauses if pause.ended_at is not None
        ) or dossier.state in {State.WITHDRAWN, State.STOPPED}


@pytest.fixture
def api_client(db: None) -> ApiClient:
    return ApiClient.objects.create(name="test", key_hash=b"k" * 32, created_at=NOW)


@pytest.mark.django_db
def test_a_row_written_past_the_events_is_found() -> None:
    dossier = make_dossier(make_office())
    Dossier.objects.filter(pk=dossier.pk).update(holder=None, amber_at=NOW)
    assert list(differing()) == [(dossier.code, ["holder_id", "amber_at"])]
    assert list(differing(since=NOW - timedelta(days=1))) == [(dossier.code, ["holder_id", "amber_at"])]
    assert list(differing(since=NOW + timedelta(days=1))) == []


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
