"""What may be done with a task: every act from every state, by every side, and what it sets off."""

from collections.abc import Callable
from io import BytesIO
from itertools import product

import pytest

from motcua.foundation.attachments.refusals import FileRefused
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.models import Channel, OutboxMessage
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.actions.accept_evidence import accept_evidence
from motcua.replication.followup.actions.drop_task import drop_task
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.judge_not_done import judge_not_done
from motcua.replication.followup.actions.name_owner import name_owner
from motcua.replication.followup.actions.reopen_task import reopen_task
from motcua.replication.followup.actions.return_evidence import return_evidence
from motcua.replication.followup.models import EvidenceFile, Task
from motcua.replication.followup.refusals import Conflict, FollowupRefused, NeedMissing, NotNow
from motcua.replication.followup.states import TASK_TRANSITIONS, TaskAction, TaskState
from motcua.replication.followup.turns import turn_task
from motcua.replication.followup.uploads import Incoming
from tests.factories.attachments import make_pdf
from tests.factories.followup import SYSTEM, District, at, make_adoption, make_initiative, make_task
from tests.factories.units import make_staff

LATE = at(2019, 5, 13)  # the Monday after the last day
# the way to each state from a new task
WAYS: dict[TaskState, tuple[TaskAction, ...]] = {
    TaskState.OPEN: (),
    TaskState.GIVEN: (TaskAction.GIVE,),
    TaskState.DONE: (TaskAction.GIVE, TaskAction.ACCEPT),
    TaskState.NOT_DONE: (TaskAction.JUDGE,),
    TaskState.DROPPED: (TaskAction.DROP,),
}
# by whom each act is done, from where it may be done, and where it leads: written out again, as the authority reads it
ALLOWED: dict[TaskAction, tuple[str, dict[TaskState, TaskState]]] = {
    TaskAction.GIVE: (
        "unit",
        {
            TaskState.OPEN: TaskState.GIVEN,
            TaskState.GIVEN: TaskState.GIVEN,
            TaskState.NOT_DONE: TaskState.GIVEN,
        },
    ),
    TaskAction.NAME_OWNER: ("unit", {TaskState.OPEN: TaskState.OPEN, TaskState.GIVEN: TaskState.GIVEN}),
    TaskAction.ACCEPT: ("authority", {TaskState.OPEN: TaskState.DONE, TaskState.GIVEN: TaskState.DONE}),
    TaskAction.RETURN: ("authority", {TaskState.GIVEN: TaskState.OPEN}),
    TaskAction.JUDGE: ("authority", {TaskState.OPEN: TaskState.NOT_DONE}),
    TaskAction.DROP: ("authority", {TaskState.OPEN: TaskState.DROPPED, TaskState.GIVEN: TaskState.DROPPED}),
    TaskAction.REOPEN: (
        "authority",
        dict.fromkeys((TaskState.DONE, TaskState.NOT_DONE, TaskState.DROPPED), TaskState.OPEN),
    ),
}


def acts(task: Task, by: Staff) -> dict[TaskAction, Callable[[], Task]]:
    return {
        TaskAction.GIVE: lambda: give_evidence(task_id=task.pk, note="Đã lập 7 tổ", by=by, now=LATE),
        TaskAction.NAME_OWNER: lambda: name_owner(task_id=task.pk, owner_id=by.pk, by=by, now=LATE),
        TaskAction.ACCEPT: lambda: accept_evidence(task_id=task.pk, by=by, now=LATE),
        TaskAction.RETURN: lambda: return_evidence(task_id=task.pk, reason="Thiếu quyết định", by=by, now=LATE),
        TaskAction.JUDGE: lambda: judge_not_done(task_id=task.pk, reason="Không làm gì", by=by, now=LATE),
        TaskAction.DROP: lambda: drop_task(task_id=task.pk, reason="Không có khu phố", by=by, now=LATE),
        TaskAction.REOPEN: lambda: reopen_task(task_id=task.pk, reason="Xem lại", by=by, now=LATE),
    }


def make_task_in(state: TaskState, district: District) -> Task:
    task = make_task(district)
    for action in WAYS[state]:
        turn_task(task, action, by=SYSTEM, now=LATE, reason="Lý do")
    return task


@pytest.mark.parametrize(("action", "state"), list(product(ALLOWED, TaskState)))
def test_each_act_leads_from_where_it_may_to_where_it_should(
    district: District, action: TaskAction, state: TaskState
) -> None:
    task = make_task_in(state, district)
    side, targets = ALLOWED[action]
    act = acts(task, district.ward_leader if side == "unit" else district.coordinator)[action]
    if state not in targets:
        with pytest.raises(NotNow):
            act()
        return
    if action is TaskAction.ACCEPT and state is TaskState.OPEN:
        with pytest.raises(NeedMissing):  # nothing shows it
            act()
        return
    before = task.version
    assert act().state == targets[state]
    event = task.events.last()
    assert event is not None
    assert (event.kind, event.from_state, event.to_state, event.seq) == (action, state, targets[state], before + 1)


@pytest.mark.parametrize("action", ALLOWED)
def test_nobody_acts_for_the_other_side(district: District, action: TaskAction) -> None:
    side, targets = ALLOWED[action]
    task = make_task_in(next(iter(targets)), district)
    wrong = [district.leader, district.ward_specialist]
    wrong += [make_staff(role=Role.COORDINATOR, unit=district.unit)] if side == "unit" else [district.ward_leader]
    for person in wrong:
        with pytest.raises(NotAllowed):
            acts(task, person)[action]()
    with pytest.raises(Task.DoesNotExist):
        acts(task, district.other_leader)[action]()


def test_the_table_has_no_act_that_is_not_tested() -> None:
    assert set(TASK_TRANSITIONS) - set(ALLOWED) == {TaskAction.OPEN, TaskAction.MOVE_UNIT}


@pytest.mark.parametrize("action", [TaskAction.RETURN, TaskAction.JUDGE, TaskAction.DROP, TaskAction.REOPEN])
def test_who_decides_against_a_unit_says_why(district: District, action: TaskAction) -> None:
    task = make_task_in(next(iter(ALLOWED[action][1])), district)
    function = {
        TaskAction.RETURN: return_evidence,
        TaskAction.JUDGE: judge_not_done,
        TaskAction.DROP: drop_task,
        TaskAction.REOPEN: reopen_task,
    }[action]
    with pytest.raises(NeedMissing):
        function(task_id=task.pk, reason="  \n ", by=district.coordinator, now=LATE)
    task.refresh_from_db()
    assert task.state == next(iter(ALLOWED[action][1]))


def test_evidence_is_words_or_files_and_a_bad_file_takes_nothing(district: District) -> None:
    task = make_task(district)
    leader = district.ward_leader
    with pytest.raises(NeedMissing):
        give_evidence(task_id=task.pk, note=" ", by=leader, now=LATE)
    good = Incoming("quyet-dinh.pdf", BytesIO(make_pdf()))
    with pytest.raises(FileRefused):
        give_evidence(task_id=task.pk, note="", files=[good, Incoming("x.pdf", BytesIO(b""))], by=leader, now=LATE)
    with pytest.raises(FollowupRefused, match="10 tệp"):
        give_evidence(task_id=task.pk, note="", files=[good] * 11, by=leader, now=LATE)
    assert not task.evidence.exists()
    give_evidence(task_id=task.pk, note="", files=[Incoming("qd.pdf", BytesIO(make_pdf()))], by=leader, now=LATE)
    assert EvidenceFile.objects.get().stored.name == "qd.pdf"


def test_live_evidence_alone_is_enough_and_is_kept_as_it_was_read(district: District) -> None:
    model = make_initiative(district.ward)
    task = make_task(district, initiative=model)
    adoption = make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 5, 6))
    with pytest.raises(FollowupRefused):
        judge_not_done(task_id=task.pk, reason="Không làm", by=district.coordinator, now=LATE)
    accept_evidence(task_id=task.pk, by=district.coordinator, now=LATE)
    event = task.events.last()
    assert event is not None
    assert [(each["kind"], each["adoption_id"]) for each in event.payload["live"]] == [("adoption", adoption.pk)]


def test_nobody_accepts_their_own_evidence(district: District) -> None:
    """The district's coordinator reaches down into the wards, and so may answer for them."""
    task = make_task(district)
    give_evidence(task_id=task.pk, note="Đã làm", by=district.coordinator, now=LATE)
    with pytest.raises(FollowupRefused, match="chính anh/chị"):
        accept_evidence(task_id=task.pk, by=district.coordinator, now=LATE)
    other = make_staff(role=Role.COORDINATOR, unit=district.unit)
    assert accept_evidence(task_id=task.pk, by=other, now=LATE).state == TaskState.DONE


def test_nobody_is_judged_before_the_last_day_is_over(district: District) -> None:
    task = make_task(district)
    with pytest.raises(FollowupRefused, match="chưa quá hạn"):
        judge_not_done(task_id=task.pk, reason="Không làm", by=district.coordinator, now=at(2019, 5, 10, 16))


def test_the_second_of_two_people_sees_what_the_first_did(district: District) -> None:
    task = make_task_in(TaskState.GIVEN, district)
    return_evidence(task_id=task.pk, reason="Thiếu", by=district.coordinator, now=LATE, expected_version=task.version)
    with pytest.raises(Conflict) as caught:
        drop_task(task_id=task.pk, reason="Thôi", by=district.coordinator, now=LATE, expected_version=task.version)
    assert [event.kind for event in caught.value.events] == [TaskAction.RETURN]


def test_an_owner_works_in_the_unit_reads_the_task_and_may_show_it_done(district: District) -> None:
    task = make_task(district)
    with pytest.raises(FollowupRefused):
        name_owner(task_id=task.pk, owner_id=district.other_leader.pk, by=district.ward_leader, now=LATE)
    clerk = make_staff(role=Role.RECEPTIONIST, unit=district.ward)
    name_owner(task_id=task.pk, owner_id=clerk.pk, by=district.ward_leader, now=LATE)
    assert give_evidence(task_id=task.pk, note="Xong", by=clerk, now=LATE).state == TaskState.GIVEN
    with pytest.raises(NotAllowed):
        name_owner(task_id=task.pk, owner_id=clerk.pk, by=clerk, now=LATE)


def told(message: OutboxMessage) -> tuple[str, str, str]:
    return message.channel, message.to, message.subject


def test_each_side_is_told_of_the_others_act_in_the_box_and_by_mail(district: District) -> None:
    leader, user = district.ward_leader, district.ward_leader.user
    user.email = "tu@tanbinh.example"
    user.save()
    task = make_task(district)
    give_evidence(task_id=task.pk, note="Đã lập 7 tổ", by=leader, now=LATE)
    first = OutboxMessage.objects.get()
    assert first.to == f"staff:{district.coordinator.pk}"
    return_evidence(task_id=task.pk, reason="Thiếu quyết định.", by=district.coordinator, now=LATE)
    rest = OutboxMessage.objects.exclude(pk=first.pk).order_by("pk")
    subject = f"Minh chứng nhiệm vụ 2.1 của {task.requirement.directive.number} bị trả lại"
    assert [told(message) for message in rest] == [
        (Channel.INBOX, f"staff:{leader.pk}", subject),
        (Channel.EMAIL, "tu@tanbinh.example", subject),
    ]
    assert "Thiếu quyết định. Hạn vẫn là 10/05/2019." in rest[1].body
    assert f"/can-bo/nhan-rong/theo-doi/nhiem-vu/{task.pk}/" in rest[1].body


def test_every_act_stands_in_the_journal(district: District) -> None:
    task = make_task(district)
    give_evidence(task_id=task.pk, note="Đã làm", by=district.ward_leader, now=LATE)
    accept_evidence(task_id=task.pk, by=district.coordinator, now=LATE)
    entries = AuditEntry.objects.filter(target_type="followup_task").order_by("pk")
    assert list(entries.values_list("action", "target_id", "unit_id")) == [
        ("followup.give_evidence", str(task.pk), district.ward.pk),
        ("followup.accept_evidence", str(task.pk), district.ward.pk),
    ]
