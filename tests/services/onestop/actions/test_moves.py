"""Agreed dossiers move by a job, one by one; to a version of the future on its day, after another look at each."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.messages.models import Channel, OutboxMessage
from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.publish_definition_draft import publish_definition_draft
from motcua.services.onestop.actions.start_moves import start_moves
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.designing.move_jobs import begin_agreed_moves, move_dossiers
from motcua.services.onestop.models import DefinitionDraft, Dossier, DossierEvent, MovePlan, MoveRow, MoveState
from motcua.services.onestop.queries.moves import due_plans, moves_page
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action, State
from tests.factories.definitions import make_definition_draft, make_designer
from tests.factories.onestop import NOW, Office, make_document, make_dossier, make_office, make_step
from tests.hands import at_once

LATER = NOW + timedelta(hours=1)
BEGINS = datetime(2020, 1, 1, 3, tzinfo=UTC)
EXAMINED_BY_LEADER = [
    make_step("reception", "receptionist", "receiving", 2),
    make_step("examination", "leader", "deciding", 8),
    make_step("decision", "leader", "deciding", 8),
    make_step("return", "receptionist", "receiving", 2),
]


@pytest.fixture
def designer(office: Office) -> Staff:
    """Who writes procedures."""
    return make_designer(office)


def agree(draft: DefinitionDraft, by: Staff, *, safe: list[Dossier], seen: list[Dossier] | None = None) -> MovePlan:
    """Publish without any job being run."""
    publish_definition_draft(
        draft_id=draft.pk,
        agreed=[dossier.pk for dossier in safe],
        looked_at=[dossier.pk for dossier in seen or []],
        by=by,
        now=NOW,
        expected_version=draft.version,
    )
    return MovePlan.objects.get()


def numbers(*dossiers: Dossier) -> list[int]:
    """The versions that the dossiers are under now."""
    return [Dossier.objects.get(pk=dossier.pk).procedure_version.number for dossier in dossiers]


def test_publishing_moves_nothing_itself_and_puts_one_job_into_the_queue(office: Office, designer: Staff) -> None:
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(3)]
    plan = agree(make_definition_draft(office, designer, provenance="mới"), designer, safe=dossiers)
    assert numbers(*dossiers) == [1, 1, 1]
    run = Run.objects.get(about=f"moves:{plan.pk}")
    assert (run.total, run.started_by, str(plan.pk) in run.address) == (3, designer, True)
    assert ProcrastinateJob.objects.filter(task_name="onestop.move_dossiers").count() == 1


def test_the_job_moves_each_tells_how_far_it_is_and_ends_the_run(
    office: Office, designer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(2)]
    plan = agree(make_definition_draft(office, designer, provenance="mới"), designer, safe=dossiers)
    run = Run.objects.get()
    move_dossiers(plan_id=str(plan.pk), run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.done, str(run.said)) == (RunState.DONE, 2, "Đã chuyển 2 hồ sơ; 0 hồ sơ giữ phiên bản cũ.")
    assert numbers(*dossiers) == [2, 2]
    assert not OutboxMessage.objects.filter(channel=Channel.INBOX, about_type="move_plan").exists()


def test_moves_that_stopped_half_way_go_on_where_they_were(office: Office, designer: Staff) -> None:
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(4)]
    plan = agree(make_definition_draft(office, designer, provenance="mới"), designer, safe=dossiers)

    def stop_after_two(behind: int, _code: str) -> None:
        if behind == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        carry_out_moves(plan_id=plan.pk, clock=lambda: LATER, tell=stop_after_two)
    assert numbers(*dossiers) == [2, 2, 1, 1]
    assert start_moves(plan_id=plan.pk, by=designer, now=LATER) == Run.objects.get()
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: LATER) == {MoveState.MOVED: 4}
    assert DossierEvent.objects.filter(kind=Action.MOVE_VERSION).count() == 4
    with pytest.raises(DossierRefused) as refused:
        start_moves(plan_id=plan.pk, by=designer, now=LATER)
    assert refused.value.code == "moves_are_over"
    with pytest.raises(NotAllowed):
        start_moves(plan_id=plan.pk, by=office.specialist, now=LATER)


def test_what_changed_between_the_agreement_and_the_job_is_left_with_its_reason(
    office: Office, designer: Staff
) -> None:
    """Agreed as safe at a step that stays; it went on to one that the new version has not."""
    changed, other = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    plain: dict[str, Any] = make_document().as_json()
    steps = [step | ({"key": "sign"} if step["key"] == "decision" else {}) for step in plain["steps"]]
    plan = agree(make_definition_draft(office, designer, steps=steps), designer, safe=[changed, other])
    hand_over(dossier_id=changed.pk, by=office.specialist, now=LATER, expected_version=changed.version)
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: LATER) == {MoveState.MOVED: 1, MoveState.LEFT: 1}
    assert numbers(changed, other) == [1, 2]
    assert "không còn trong phiên bản mới" in str(plan.rows.get(dossier=changed).said)


def test_a_version_of_the_future_waits_for_its_day(office: Office, designer: Staff) -> None:
    dossier, apart = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    draft = make_definition_draft(office, designer, valid_from="2020-01-01")
    plan = agree(draft, designer, safe=[dossier])
    assert not Run.objects.exists()
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: LATER) == {MoveState.WAITING: 1}
    assert due_plans(BEGINS - timedelta(days=1)) == []
    with pytest.raises(DossierRefused) as refused:
        start_moves(plan_id=plan.pk, by=designer, now=LATER)
    assert refused.value.code == "moves_later"
    assert moves_page(plan_id=plan.pk, now=LATER).is_due is False
    begin_agreed_moves(timestamp=int(BEGINS.timestamp()))
    begin_agreed_moves(timestamp=int(BEGINS.timestamp()))
    run = Run.objects.get()
    assert (run.started_by, run.total) == (designer, 1)
    assert ProcrastinateJob.objects.filter(task_name="onestop.move_dossiers").count() == 1
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: BEGINS) == {MoveState.MOVED: 1}
    assert numbers(dossier, apart) == [2, 1]  # only what was agreed
    event = dossier.events.get(kind=Action.MOVE_VERSION)
    assert (event.actor_staff, event.at) == (designer, BEGINS)
    assert due_plans(BEGINS) == []


def test_what_became_unsafe_by_the_day_is_left_and_told_to_whoever_agreed(office: Office, designer: Staff) -> None:
    seen, closed, moved = (make_dossier(office, State.IN_PROCESS) for _time in range(3))
    draft = make_definition_draft(office, designer, valid_from="2020-01-01", steps=EXAMINED_BY_LEADER)
    plan = agree(draft, designer, safe=[], seen=[seen, closed, moved])
    assert plan.rows.first().reasons == ["Bước “Bước examination” đổi người làm: hồ sơ về danh sách chung."]  # type: ignore[union-attr]
    MoveRow.objects.filter(dossier=seen).update(reasons=[])  # as if it had been safe when it was agreed on
    withdraw_dossier(dossier_id=closed.pk, by=office.receptionist, now=LATER, reason="Đổi ý.")
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: BEGINS) == {MoveState.LEFT: 2, MoveState.MOVED: 1}
    assert numbers(seen, closed, moved) == [1, 1, 2]
    assert "đổi người làm" in str(plan.rows.get(dossier=seen).said)
    ended = plan.rows.get(dossier=closed).said
    assert ended == {"vi": "Hồ sơ đã kết thúc.", "en": "The dossier has ended."}
    carry_out_moves(plan_id=plan.pk, clock=lambda: BEGINS)
    told = OutboxMessage.objects.get(channel=Channel.INBOX, about_type="move_plan")
    assert (told.to, "đã chuyển 1 hồ sơ; 2 hồ sơ giữ phiên bản cũ" in told.body) == (f"staff:{designer.pk}", True)
    assert "đổi người làm" in plan.rows.get(dossier=seen).said["vi"]
    assert "“Step examination”" in plan.rows.get(dossier=seen).said["en"]
    title = plan.version.procedure.title_en
    assert f"“{title}”, version 2" in told.body_said["en"]


def test_an_agreement_for_a_version_that_was_replaced_before_it_began_is_ended(office: Office, designer: Staff) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    plan = agree(make_definition_draft(office, designer, valid_from="2020-01-01"), designer, safe=[dossier])
    again = make_definition_draft(office, designer, provenance="đã sửa")
    publish_definition_draft(draft_id=again.pk, agreed=[], by=designer, now=LATER, expected_version=again.version)
    plan = MovePlan.objects.get()
    assert plan.first_day is None
    assert due_plans(LATER) == [plan]
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: LATER) == {MoveState.LEFT: 1}
    assert str(plan.rows.get().said) == "Phiên bản này không còn áp dụng."
    assert numbers(dossier) == [1]


def test_an_agreement_stays_as_it_was_given(office: Office, designer: Staff) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    plan = agree(make_definition_draft(office, designer, provenance="mới"), designer, safe=[dossier])
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.rows.update(state=MoveState.LEFT, at=LATER)  # left, and does not say why
    carry_out_moves(plan_id=plan.pk, clock=lambda: LATER)
    for spoil in (
        lambda: plan.rows.update(said="khác"),
        lambda: plan.rows.all().delete(),
        lambda: MovePlan.objects.update(agreed_at=LATER),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_runs_of_one_agreement_share_its_dossiers() -> None:
    office = make_office()
    designer = make_designer(office)
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(4)]
    plan = agree(make_definition_draft(office, designer, provenance="mới"), designer, safe=dossiers)
    assert at_once(lambda: carry_out_moves(plan_id=plan.pk, clock=lambda: LATER), 2) == ["", ""]
    assert DossierEvent.objects.filter(kind=Action.MOVE_VERSION).count() == 4
