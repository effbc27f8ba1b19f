"""From live histories to a signed promise: what the pages show, who drafts, who signs, and what then holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import ChangedMeanwhile, NotAllowed
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.replication.shortening.actions.draft_commitment import draft_commitment
from motcua.replication.shortening.actions.drop_draft import drop_draft
from motcua.replication.shortening.actions.sign_commitment import sign_commitment
from motcua.replication.shortening.models import CommitmentDraft, DraftState
from motcua.replication.shortening.queries import line_of, programme, promised_to
from motcua.replication.shortening.refusals import ShorteningRefused
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.limits import OnestopLimits
from motcua.services.onestop.models import Commitment
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import State
from motcua.services.registry import Handled, LimitedProcedure
from tests.factories.onestop import NOW, SYSTEM, Office, make_dossier, make_office, make_pledge, make_procedure
from tests.factories.units import make_staff, make_unit, sign_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)
REASON = "Thêm một chuyên viên thẩm định."


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return make_office()


def matters(office: Office, needed: list[int]) -> tuple[Handled, ...]:
    """Return matters that needed so many working days, most of the time in the examination."""
    steps = (("reception", 60), ("examination", 1200), ("decision", 240))
    return tuple(Handled(office.slug, office.unit.pk, days, True, steps) for days in needed)


def lived(office: Office, needed: list[int]) -> Any:
    """Let the one-stop have had these matters."""
    return patch.object(OnestopLimits, "handled", lambda *_args, **_named: matters(office, needed))


def draft(office: Office, **changes: Any) -> CommitmentDraft:
    given: dict[str, Any] = {
        "service": "onestop",
        "procedure": office.slug,
        "unit_id": office.unit.pk,
        "amount": 6,
        "reason": REASON,
        "by": office.leader,
        "now": LATER,
    }
    return draft_commitment(**(given | changes))


def sign(office: Office, made: CommitmentDraft, **changes: Any) -> CommitmentDraft:
    given: dict[str, Any] = {
        "draft_id": made.pk,
        "document": "Quyết định số 9/QĐ-UBND",
        "from_day": LATER.date(),
        "by": office.leader,
        "now": LATER,
        "seen_version": made.version,
    }
    return sign_commitment(**(given | changes))


def page(staff: Any, name: str, *arguments: object) -> str:
    answer = sign_in(Client(), staff).get(reverse(f"shortening:{name}", args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_programme_reads_live_dossiers(office: Office) -> None:
    make_dossier(office, State.DECIDED)
    (line,) = programme([office.unit.pk], now=LATER)
    assert (line.analysis.needed, line.kept, line.analysis.shortest, line.could_be) == ((1,), 1.0, None, None)
    assert (line.goal, line.meets_goal) == (7, False)
    shown = page(office.leader, "programme")
    assert "chưa đủ dữ liệu" in shown
    assert "10 ngày làm việc" in shown


def test_enough_histories_say_what_may_be_promised_and_which_step_holds_matters(office: Office) -> None:
    with lived(office, [2] * 40 + [3] * 100 + [5] * 10):
        line = line_of("onestop", office.slug, [office.unit.pk], now=LATER)
        assert line is not None
        assert line.analysis.shortest is not None
        assert (line.analysis.shortest.limit, line.could_be) == (5, 5)
        assert line.analysis.steps[0].key == "examination"
        shown = page(office.leader, "procedure", "onestop", office.slug)
    assert "Có thể cam kết 5 ngày làm việc." in shown
    assert "93,3%" in shown
    assert shown.index("Bước examination") < shown.index("Bước decision")


def test_the_five_promises_of_the_dispatch_count_as_promises() -> None:
    office = make_office(commitments=[make_pledge(7)])
    with lived(office, [4] * 86 + [9] * 14):
        (line,) = programme([office.unit.pk], now=LATER)
    assert line.promised == Limit(7, TimeUnit.WORKING_DAY)
    assert line.meets_goal
    assert (line.kept, line.is_kept) == (0.86, False)


@pytest.mark.parametrize(("late", "kept"), [(0, True), (5, None), (14, False)])
def test_a_promise_is_called_kept_or_broken_only_when_that_is_sure(
    office: Office, late: int, kept: bool | None
) -> None:
    with lived(office, [4] * (100 - late) + [30] * late):
        (line,) = programme([office.unit.pk], now=LATER)
    assert line.is_kept is kept


def test_a_promise_is_everybodys_only_when_every_unit_made_it() -> None:
    common, own = Limit(8, TimeUnit.WORKING_DAY), Limit(6, TimeUnit.WORKING_DAY)
    empty = LimitedProcedure("a", "A", Limit(10, TimeUnit.WORKING_DAY), "", False, {}, "", (), frozenset({1, 2}))
    assert promised_to(empty, [1, 2]) is None
    assert promised_to(replace(empty, promised={1: own}), [1, 2]) is None
    assert promised_to(replace(empty, promised={1: own}), [1]) == own
    assert promised_to(replace(empty, promised={1: own, None: common}), [1, 2]) == common
    assert promised_to(replace(empty, promised={1: own, 2: own}), [1, 2]) == own


def test_a_leader_drafts_and_signs_and_new_dossiers_are_due_by_it(office: Office) -> None:
    with lived(office, [3] * 100):
        made = draft(office, amount=3, reason="")
    assert made.evidence["shortest"] == {"limit": 3, "low": 3, "high": 3}
    assert made.evidence["share_per_mille"] == 1000
    signed = sign(office, made)
    assert signed.state == DraftState.SIGNED
    assert Commitment.objects.get().limit == Limit(3, TimeUnit.WORKING_DAY)
    dossier = make_dossier(office, State.ACCEPTED, now=LATER)
    assert dossier.due_at is not None
    assert dossier.law_due_at is not None
    assert dossier.due_at < dossier.law_due_at
    with pytest.raises(ShorteningRefused):
        sign(office, signed)


@pytest.mark.parametrize(("amount", "code"), [(10, "not_shorter"), (0, "not_shorter"), (2, "reason")])
def test_what_live_use_does_not_bear_out_needs_a_reason(office: Office, amount: int, code: str) -> None:
    with lived(office, [3] * 100), pytest.raises(ShorteningRefused) as refusal:
        draft(office, amount=amount, reason=" ")
    assert refusal.value.code == code
    assert not CommitmentDraft.objects.exists()


def test_a_new_draft_takes_the_place_of_the_open_one_and_whoever_saw_the_old_one_does_not_sign(office: Office) -> None:
    old = draft(office)
    new = draft(office, amount=5)
    assert (new.pk, new.version) == (old.pk, 2)
    with pytest.raises(ChangedMeanwhile):
        sign(office, old)
    with pytest.raises(ChangedMeanwhile):
        drop_draft(draft_id=old.pk, by=office.leader, now=LATER, seen_version=1)


def test_what_the_service_refuses_is_not_signed(office: Office) -> None:
    made = draft(office)
    with pytest.raises(DossierRefused):
        sign(office, made, from_day=NOW.date())
    made.refresh_from_db()
    assert made.state == DraftState.DRAFTED


def test_a_coordinator_drafts_and_drops_but_does_not_sign(office: Office) -> None:
    coordinator = make_staff(role=Role.COORDINATOR, unit=office.unit)
    made = draft(office, by=coordinator)
    with pytest.raises(NotAllowed):
        sign(office, made, by=coordinator)
    assert drop_draft(draft_id=made.pk, by=coordinator, now=LATER, seen_version=1).state == DraftState.DROPPED
    assert not Commitment.objects.exists()


def test_nobody_else_drafts_and_a_stranger_finds_nothing(office: Office) -> None:
    for by in (office.specialist, make_staff(role=Role.LEADER, unit=make_unit())):
        with pytest.raises(NotAllowed):
            draft(office, by=by)
    made = draft(office)
    stranger = make_staff(role=Role.LEADER, unit=make_unit())
    with pytest.raises(CommitmentDraft.DoesNotExist):
        sign(office, made, by=stranger)
    client = sign_in(Client(), stranger)
    for path in (
        reverse("shortening:draft", args=[made.pk]),
        reverse("shortening:procedure", args=["onestop", office.slug]),
    ):
        assert client.get(path).status_code == 404
    assert client.post(reverse("shortening:drop", args=[made.pk]), {"seen_version": 1}).status_code == 404


def test_the_pages_draft_and_sign(office: Office) -> None:
    client = sign_in(Client(), office.leader)
    path = reverse("shortening:new_draft", args=["onestop", office.slug])
    assert client.get(path).status_code == 200
    typed = {"unit": office.unit.pk, "amount": 6}
    refused = client.post(path, typed)
    assert refused.status_code == 422
    assert "biện pháp bảo đảm" in refused.content.decode()
    answer = client.post(path, typed | {"reason": REASON})
    made = CommitmentDraft.objects.get()
    there = reverse("shortening:draft", args=[made.pk])
    assert answer["Location"] == there
    assert REASON in client.get(there).content.decode()
    signature = {"document": "Quyết định số 9/QĐ-UBND", "from_day": LATER.date().isoformat(), "seen_version": 9}
    assert client.post(there, signature).status_code == 409
    assert client.post(there, signature | {"seen_version": 1, "from_day": "2019-01-01"}).status_code == 422
    assert client.post(there, signature | {"seen_version": 1}).status_code == 302
    assert "Quyết định số 9/QĐ-UBND" in client.get(there).content.decode()
    assert page(office.leader, "programme").count("6 ngày làm việc") == 1


def test_a_draft_that_is_dropped_on_the_page_stays_readable(office: Office) -> None:
    made = draft(office)
    client = sign_in(Client(), office.leader)
    assert client.post(reverse("shortening:drop", args=[made.pk]), {"seen_version": 1}).status_code == 302
    assert "Không dùng" in client.get(reverse("shortening:draft", args=[made.pk])).content.decode()
    assert client.post(reverse("shortening:drop", args=[made.pk]), {"seen_version": 2}).status_code == 409


@pytest.mark.parametrize("number", [1, 3])
def test_the_programme_takes_as_many_queries_for_three_procedures_as_for_one(office: Office, number: int) -> None:
    for _procedure in range(number - 1):
        other = make_procedure(now=NOW - timedelta(days=30))
        open_procedure(slug=other.slug, unit_id=office.unit.pk, by=SYSTEM, now=NOW)
    make_dossier(office, State.DECIDED)
    programme([office.unit.pk], now=LATER)
    with CaptureQueriesContext(connection) as counted:
        assert len(programme([office.unit.pk], now=LATER)) == number
    assert len(counted) == 6
