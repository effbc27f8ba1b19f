"""The dispatch and what became of its orders: tasks, reminders, evidence, an obstacle, an escalation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from motcua.demo.spring.people import Cast, at, place, ward
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role, RoleAssignment, Unit
from motcua.replication.directives.actions.end_directive import end_directive
from motcua.replication.directives.models import Directive
from motcua.replication.directives.reference import load_dispatch_554
from motcua.replication.followup.actions.accept_evidence import accept_evidence
from motcua.replication.followup.actions.answer_obstacle import answer_obstacle
from motcua.replication.followup.actions.assign_obstacle import assign_obstacle
from motcua.replication.followup.actions.close_obstacle import close_obstacle
from motcua.replication.followup.actions.draft_escalation import draft_escalation
from motcua.replication.followup.actions.drop_task import drop_task
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.judge_not_done import judge_not_done
from motcua.replication.followup.actions.name_owner import name_owner
from motcua.replication.followup.actions.open_tasks_of_directive import open_tasks_of_directive
from motcua.replication.followup.actions.remind_units import remind_units
from motcua.replication.followup.actions.report_obstacle import report_obstacle
from motcua.replication.followup.actions.return_evidence import return_evidence
from motcua.replication.followup.actions.sign_escalation import sign_escalation
from motcua.replication.followup.models import Task
from motcua.replication.followup.queries import live_evidence
from motcua.replication.followup.rules import is_late
from motcua.replication.followup.states import TaskState
from motcua.replication.initiatives.models import Initiative

NUMBER = "554/UBND-CCHC"
TEAMS, AFTER_HOURS, COUNTER, ENROLMENT = "2.2", "2.1-1", "2.1", "2.4"
ON_PAPER = "Đơn vị chưa có tài khoản trên hệ thống; Phòng Nội vụ theo dõi bằng văn bản giấy."
NOTHING_SHOWN = "Hết quý II đơn vị chưa gửi minh chứng và hệ thống không ghi nhận việc thực hiện."
NEXT_PLAN = "Chuyển sang kế hoạch cải cách hành chính 6 tháng cuối năm 2019."
PROMPT = (1, 2, 3, 5, 8, 9, 11)  # wards that showed their after-hours reception by themselves
REMINDED = (at(5, 3, 8, 30), at(5, 9, 8, 30), at(5, 13, 8, 30), at(5, 17, 8, 30))


def orders(cast: Cast, *, by: Actor) -> list[Iterator[datetime]]:
    """Return everything that came of the orders."""
    shown = [_evidence(number, cast) for number in PROMPT]
    others = [_counter(cast), _enrolment(cast)]
    return [_dispatch(by), _reminders(), *shown, _obstacle(cast), _late(cast), *others, _closing(cast)]


def directive() -> Directive:
    """Return the dispatch."""
    return Directive.objects.get(number=NUMBER)


def _dispatch(by: Actor) -> Iterator[datetime]:
    """The letter arrives: eighteen models enter the register, every unit gets its tasks."""
    yield (now := at(4, 9, 14))
    letter = load_dispatch_554(by=by, now=now)
    open_tasks_of_directive(directive_id=letter.pk, by=by, now=now)


def _reminders() -> Iterator[datetime]:
    for moment in REMINDED:
        yield moment
        remind_units(now=moment)


def _task(number: str, unit: Unit) -> Task:
    return Task.objects.get(requirement__directive=directive(), requirement__number=number, unit=unit)


def _evidence(number: int, cast: Cast) -> Iterator[datetime]:
    """A ward shows its after-hours reception; the coordinator accepts it two days later."""
    yield (shown := at(4, 22 + number % 5, 10))
    note = "Thông báo niêm yết tại trụ sở: tiếp nhận ngoài giờ chiều Thứ Ba và Thứ Năm, 17 giờ 00 – 18 giờ 00."
    task = give_evidence(
        task_id=_task(AFTER_HOURS, ward(number)).pk, note=note, by=cast.leader(f"p{number}"), now=shown
    )
    yield (seen := at(5, 2, 9, number))
    accept_evidence(task_id=task.pk, by=cast.coordinator, now=seen)


def _obstacle(cast: Cast) -> Iterator[datetime]:
    """Ward 7 has no scanner; Home Affairs answers, the ward is content."""
    yield (told := at(4, 22, 15))
    model = Initiative.objects.get(code="R2")
    text = "Bộ phận tiếp nhận chỉ có một máy quét, giờ cao điểm người dân phải chờ in lại giấy tiếp nhận có mã QR."
    obstacle = report_obstacle(unit_id=ward(7).pk, text=text, initiative_id=model.pk, by=cast.leader("p7"), now=told)
    yield (named := at(4, 23, 9))
    owner = cast.staff["noivu.chuyenvien"]
    assign_obstacle(obstacle_id=obstacle.pk, owner_id=owner.pk, by=cast.coordinator, now=named)
    yield (answered := at(4, 26, 16))
    answer = "Văn phòng điều chuyển một máy in nhiệt 80 mm cho phường trong tuần; mẫu biên nhận 80 mm đã có sẵn."
    answer_obstacle(obstacle_id=obstacle.pk, text=answer, by=owner, now=answered)
    yield (closed := at(5, 3, 10))
    close_obstacle(obstacle_id=obstacle.pk, text="Đã nhận máy in.", by=cast.leader("p7"), now=closed)


def _late(cast: Cast) -> Iterator[datetime]:
    """Ward 15 did nothing about the teams: judged, and named in a letter that the leader signs."""
    yield (judged := at(5, 27, 9))
    reason = "Hết hạn ngày 10/5/2019 phường chưa lập tổ tư vấn nào và không gửi minh chứng sau hai lần nhắc."
    judge_not_done(task_id=_task(TEAMS, ward(15)).pk, reason=reason, by=cast.coordinator, now=judged)
    yield (drafted := at(5, 27, 15))
    letter = draft_escalation(directive_id=directive().pk, by=cast.coordinator, now=drafted)
    yield (signed := at(5, 28, 10))
    sign_escalation(letter_id=letter.pk, by=cast.chair, now=signed)


def _counter(cast: Cast) -> Iterator[datetime]:
    """The district's counter opens an hour longer: shown by its own people, seen by Home Affairs."""
    yield (named := at(4, 10, 9))
    task_id, owner = _task(COUNTER, place("mot-cua")).pk, cast.staff["tiepnhan"]
    name_owner(task_id=task_id, owner_id=owner.pk, by=cast.coordinator, now=named)
    yield (shown := at(4, 17, 14))
    note = "Bảng giờ làm việc tại quầy: thứ hai đến thứ năm nhận hồ sơ thêm từ 17 giờ 00 đến 18 giờ 00."
    give_evidence(task_id=task_id, note=note, by=owner, now=shown)
    yield (seen := at(4, 18, 9))
    accept_evidence(task_id=task_id, by=cast.coordinator, now=seen)


def _enrolment(cast: Cast) -> Iterator[datetime]:
    """The Education office names the schools that take applications online; it was asked for more, and gave it."""
    yield (shown := at(5, 8, 15))
    task_id, head = _task(ENROLMENT, place("giao-duc")).pk, cast.leader("gddt")
    give_evidence(task_id=task_id, note="Đã có phương án đăng ký tuyển sinh trực tuyến.", by=head, now=shown)
    yield (sent_back := at(5, 9, 10))
    asked = "Phương án chưa nêu trường nào thí điểm. Đề nghị ghi tên từng trường tiểu học, trung học cơ sở."
    return_evidence(task_id=task_id, reason=asked, by=cast.coordinator, now=sent_back)
    yield (again := at(5, 10, 14))
    note = (
        "Thí điểm tại 3 trường tiểu học (Đống Đa, Bành Văn Trân, Chi Lăng) và 2 trường THCS (Nguyễn Gia Thiều, Âu Lạc)."
    )
    give_evidence(task_id=task_id, note=note, by=head, now=again)
    yield (seen := at(5, 13, 9, 30))
    accept_evidence(task_id=task_id, by=cast.coordinator, now=seen)


def _closing(cast: Cast) -> Iterator[datetime]:
    """After the second quarter: what shows itself is accepted, what nobody showed is judged, then the letter ends."""
    yield (now := at(7, 4, 9))
    working = {role.unit_id for role in RoleAssignment.objects.filter(role=Role.LEADER)}
    open_ones = Task.objects.filter(requirement__directive=directive(), state=TaskState.OPEN)
    for task in open_ones.select_related("requirement__initiative").order_by("pk"):
        if live_evidence([task], now.date()):
            accept_evidence(task_id=task.pk, by=cast.coordinator, now=now)
        elif task.unit_id not in working:
            drop_task(task_id=task.pk, reason=ON_PAPER, by=cast.coordinator, now=now)
        elif is_late(task.state, task.due_on, now.date()):
            judge_not_done(task_id=task.pk, reason=NOTHING_SHOWN, by=cast.coordinator, now=now)
        else:
            drop_task(task_id=task.pk, reason=NEXT_PLAN, by=cast.coordinator, now=now)
    yield (ended := at(7, 5, 16))
    end_directive(directive_id=directive().pk, ended_on=ended.date(), reason=NEXT_PLAN, by=cast.coordinator, now=ended)
