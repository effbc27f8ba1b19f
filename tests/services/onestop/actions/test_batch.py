"""One act with many dossiers: looked through first, a row each, nothing twice, and on again after a stop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.carry_out_batch import carry_out_batch
from motcua.services.onestop.actions.draft_apology import draft_apology
from motcua.services.onestop.actions.end_payment import end_payment
from motcua.services.onestop.actions.plan_batch import plan_batch
from motcua.services.onestop.actions.start_batch import start_batch
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.actions.verify_help import verify_help
from motcua.services.onestop.models import Batch, BatchAct, BatchRow, Dossier, DossierEvent, RowState
from motcua.services.onestop.models.batch import MOST
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action, State
from tests.factories.helping import make_helped, make_helpers
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office, make_dossier, make_office
from tests.factories.units import make_staff
from tests.hands import at_once

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def plan(office: Office, dossiers: list[Dossier], act: BatchAct = BatchAct.TAKE, **changes: Any) -> Batch:
    """Plan what the specialist of the office asks for."""
    given = {"by": office.specialist, "now": LATER, **changes}
    return plan_batch(dossier_ids=[dossier.pk for dossier in dossiers], act=act, **given)


def carry_out(batch: Batch, tell: Callable[[int, str], None] = lambda _behind, _code: None) -> int:
    return carry_out_batch(batch_id=batch.pk, clock=lambda: LATER, tell=tell)


def states(batch: Batch) -> list[str]:
    return list(batch.rows.values_list("state", flat=True))


def test_a_plan_changes_nothing_and_says_of_each_dossier_what_would_be_done(office: Office) -> None:
    ready, closed = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.RETURNED)
    batch = plan(office, [ready, closed])
    first, second = batch.rows.all()
    assert (first.dossier, first.state, str(first.said)) == (ready, RowState.READY, "")
    assert (second.dossier, second.state) == (closed, RowState.BARRED)
    assert second.said
    ready.refresh_from_db()
    assert ready.holder_id != office.specialist.pk


def test_a_batch_does_its_act_with_each_ready_dossier(office: Office) -> None:
    dossiers = [make_dossier(office, State.IN_PROCESS) for _ in range(3)]
    batch = plan(office, dossiers)
    assert carry_out(batch) == 3
    assert states(batch) == [RowState.DONE] * 3
    assert set(Dossier.objects.values_list("holder", flat=True)) == {office.specialist.pk}


def test_what_changed_since_the_preview_is_refused_with_its_reason_and_the_rest_is_done(office: Office) -> None:
    changed, other = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    batch = plan(office, [changed, other])
    take_dossier(dossier_id=changed.pk, by=office.leader, now=LATER)
    assert carry_out(batch) == 1
    first, second = batch.rows.all()
    assert (first.state, bool(first.said), second.state) == (RowState.REFUSED, True, RowState.DONE)
    changed.refresh_from_db()
    assert changed.holder == office.leader


def test_the_log_names_what_happened_since_the_preview(office: Office) -> None:
    helpers = make_helpers(office)
    dossier = make_helped(helpers)
    batch = plan(office, [dossier], by=office.receptionist)
    object_to_help(dossier_id=dossier.pk, reason="Tôi không nhờ ai.", by=CITIZEN, now=LATER)
    assert carry_out(batch) == 0
    assert "Phản đối việc nộp giúp" in str(batch.rows.get().said)
    verify_help(dossier_id=dossier.pk, reason="Đã gọi, bà xác nhận.", by=office.leader, now=LATER)
    assert carry_out(plan(office, [dossier], by=office.receptionist)) == 1


def test_why_a_row_was_refused_is_read_in_the_language_of_the_reader(office: Office) -> None:
    dossier, closed = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.RETURNED)
    with translation.override("en"):
        batch = plan(office, [dossier, closed])
    take_dossier(dossier_id=dossier.pk, by=office.leader, now=LATER)
    carry_out(batch)
    vietnamese = [str(row.said) for row in batch.rows.all()]
    with translation.override("en"):
        english = [str(row.said) for row in batch.rows.all()]
    assert vietnamese == [
        "Hồ sơ đã thay đổi sau khi xem trước: Nhận xử lý. Hãy mở hồ sơ ra xem rồi làm riêng.",
        "Anh/chị không được làm việc này với hồ sơ.",
    ]
    assert english[1] == "You may not do this with the dossier."


def test_a_dossier_whose_charge_fell_away_is_worked_on_again(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_PAYMENT)
    assert states(plan(office, [dossier], BatchAct.HAND_OVER)) == [RowState.BARRED]
    planned = plan(office, [dossier])
    end_payment(dossier_id=dossier.pk, charge="HD-1", by=SYSTEM, now=LATER)
    assert carry_out(planned) == 0
    assert str(Action.END_PAYMENT.label) in str(planned.rows.get().said)
    assert carry_out(plan(office, [dossier], BatchAct.HAND_OVER)) == 1


def test_a_batch_that_stopped_half_way_goes_on_where_it_was(office: Office) -> None:
    batch = plan(office, [make_dossier(office, State.IN_PROCESS) for _ in range(4)])

    def stop_after_two(behind: int, _code: str) -> None:
        if behind == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        carry_out(batch, stop_after_two)
    assert states(batch) == [RowState.DONE, RowState.DONE, RowState.READY, RowState.READY]
    assert carry_out(batch) == 2
    assert DossierEvent.objects.filter(kind=Action.TAKE, actor_staff=office.specialist).count() == 4


@pytest.mark.parametrize(
    ("by_the_platform", "state"), [(True, RowState.DONE), (False, RowState.REFUSED)], ids=["platform", "officer"]
)
def test_what_the_platform_did_by_itself_since_the_preview_stands_in_nobodys_way(
    office: Office, *, by_the_platform: bool, state: RowState
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    batch = plan(office, [dossier])
    new_day = (Dossier.objects.get(pk=dossier.pk).next_due_at + timedelta(days=3)).date()
    draft_apology(
        dossier_id=dossier.pk,
        reason="Chờ xác minh",
        new_day=new_day,
        by=SYSTEM if by_the_platform else office.specialist,
        now=LATER,
    )
    carry_out(batch)
    assert states(batch) == [state]


def test_the_act_is_done_with_the_rights_of_the_moment(office: Office) -> None:
    batch = plan(office, [make_dossier(office, State.IN_PROCESS)])
    Staff.objects.filter(pk=office.specialist.pk).update(is_active=False)
    assert carry_out(batch) == 0
    assert states(batch) == [RowState.REFUSED]


def test_dossiers_out_of_reach_are_left_out_as_if_they_did_not_exist(office: Office) -> None:
    stranger = make_dossier(make_office(procedure=office.procedure), State.IN_PROCESS)
    own = make_dossier(office, State.IN_PROCESS)
    assert [row.dossier for row in plan(office, [stranger, own]).rows.all()] == [own]
    with pytest.raises(DossierRefused) as refused:
        plan(office, [stranger])
    assert refused.value.code == "nothing_chosen"


def test_more_than_the_most_are_refused(office: Office) -> None:
    with pytest.raises(DossierRefused) as refused:
        plan_batch(dossier_ids=range(1, MOST + 2), act=BatchAct.TAKE, by=office.specialist, now=LATER)
    assert refused.value.code == "too_many"


@pytest.mark.parametrize(
    ("act", "code"), [(BatchAct.ASSIGN, "no_colleague"), (BatchAct.NOTE, "no_note")], ids=["assign", "note"]
)
def test_what_an_act_needs_is_asked_for_before_anything_is_planned(office: Office, act: BatchAct, code: str) -> None:
    with pytest.raises(DossierRefused) as refused:
        plan(office, [make_dossier(office, State.IN_PROCESS)], act)
    assert (refused.value.code, Batch.objects.count()) == (code, 0)


def test_a_leader_gives_what_a_colleague_holds_to_another_and_due_times_stay(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=LATER)
    due = Dossier.objects.get(pk=dossier.pk).next_due_at
    heir = make_staff(role=Role.SPECIALIST, unit=office.unit, name="Người Nhận")
    batch = plan(office, [dossier], BatchAct.ASSIGN, by=office.leader, to_staff_id=heir.pk, note="Nghỉ thai sản")
    assert carry_out(batch) == 1
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.next_due_at) == (heir, due)
    told = dossier.events.get(kind=Action.ASSIGN)
    assert (told.payload["from_staff_id"], told.payload["reason"]) == (office.specialist.pk, "Nghỉ thai sản")


def test_a_specialist_may_not_give_dossiers_to_colleagues(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    heir = make_staff(role=Role.SPECIALIST, unit=office.unit)
    assert states(plan(office, [dossier], BatchAct.ASSIGN, to_staff_id=heir.pk)) == [RowState.BARRED]


def test_nobody_gets_a_dossier_whose_step_is_not_theirs(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    stranger = make_staff(role=Role.CLERK, unit=office.unit)
    batch = plan(office, [dossier], BatchAct.ASSIGN, by=office.leader, to_staff_id=stranger.pk)
    assert states(batch) == [RowState.BARRED]


def test_starting_twice_finds_the_run_under_way(office: Office) -> None:
    batch = plan(office, [make_dossier(office, State.IN_PROCESS)])
    first = start_batch(batch_id=batch.pk, by=office.specialist, now=LATER)
    second = start_batch(batch_id=batch.pk, by=office.specialist, now=LATER)
    assert first == second
    assert ProcrastinateJob.objects.filter(task_name="onestop.carry_out_batch").count() == 1


def test_the_job_tells_how_far_it_is_and_ends_the_run(office: Office) -> None:
    batch = plan(office, [make_dossier(office, State.IN_PROCESS) for _ in range(2)])
    run = start_batch(batch_id=batch.pk, by=office.specialist, now=LATER)
    jobs.carry_out_batch(batch_id=str(batch.pk), run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == (RunState.DONE, 2, 2)


def test_only_whoever_planned_a_batch_starts_it_and_only_while_rows_are_left(office: Office) -> None:
    batch = plan(office, [make_dossier(office, State.IN_PROCESS)])
    with pytest.raises(Batch.DoesNotExist):
        start_batch(batch_id=batch.pk, by=office.leader, now=LATER)
    carry_out(batch)
    with pytest.raises(DossierRefused):
        start_batch(batch_id=batch.pk, by=office.specialist, now=LATER)
    assert not Run.objects.exists()


def test_a_plan_takes_as_many_queries_for_three_dossiers_as_for_one(office: Office) -> None:
    dossiers = [make_dossier(office, State.IN_PROCESS) for _ in range(3)]
    plan(office, dossiers[:1])
    counts = []
    for chosen in (dossiers[:1], dossiers):
        with CaptureQueriesContext(connection) as queries:
            plan(office, chosen)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("broken", [{"state": "x"}, {"position": 0}, {"position": 501}, {"state": RowState.DONE}])
def test_the_database_refuses_a_row_that_cannot_be(office: Office, broken: dict[str, Any]) -> None:
    batch = plan(office, [make_dossier(office, State.IN_PROCESS)])
    with pytest.raises(IntegrityError):
        BatchRow.objects.filter(batch=batch).update(**broken)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_runs_of_one_batch_share_its_rows() -> None:
    office = make_office()
    batch = plan(office, [make_dossier(office, State.IN_PROCESS) for _ in range(6)])
    done: list[int] = []
    assert at_once(lambda: done.append(carry_out(batch)), 3) == ["", "", ""]
    assert (sum(done), states(batch)) == (6, [RowState.DONE] * 6)
    assert DossierEvent.objects.filter(kind=Action.TAKE, actor_staff=office.specialist).count() == 6


def test_moments_are_those_of_the_clock(office: Office) -> None:
    moments = iter([LATER + timedelta(minutes=1), LATER + timedelta(minutes=2)])
    batch = plan(office, [make_dossier(office, State.IN_PROCESS) for _ in range(2)])
    carry_out_batch(batch_id=batch.pk, clock=lambda: next(moments), tell=lambda _behind, _code: None)
    found: list[datetime | None] = list(batch.rows.values_list("at", flat=True))
    assert found == [LATER + timedelta(minutes=1), LATER + timedelta(minutes=2)]
