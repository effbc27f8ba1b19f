"""A directive in force, its units and people, for tests of the follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Kind, Level, Role, Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.adoption.models import Adoption, AdoptionState
from motcua.replication.directives.models import Directive, DirectiveState, MeasureTarget, Repeats, Requirement
from motcua.replication.followup.actions.draft_escalation import draft_escalation
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.open_tasks_of_directive import open_tasks_of_directive
from motcua.replication.followup.actions.plan_inspection import plan_inspection
from motcua.replication.followup.actions.record_finding import record_finding
from motcua.replication.followup.actions.report_obstacle import report_obstacle
from motcua.replication.followup.actions.sign_inspection import sign_inspection
from motcua.replication.followup.models import Escalation, Finding, Inspection, Obstacle, Task
from motcua.replication.followup.uploads import Incoming
from motcua.replication.initiatives.models import Initiative, InitiativeState
from tests.factories.attachments import make_jpeg, make_pdf
from tests.factories.units import make_staff, make_unit
from tests.factories.worktime import make_calendar

SYSTEM = Actor.system()
# the day of dispatch 554, and a moment of it
ISSUED = date(2019, 4, 9)
OPENED = datetime(2019, 4, 9, 9, 0, tzinfo=ZONE)
DUE = date(2019, 5, 10)
_numbers = count(1)


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Vietnamese time."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True)
class District:
    """An authority with its coordinator and leader, and two wards with theirs."""

    unit: Unit
    coordinator: Staff
    leader: Staff
    ward: Unit
    ward_leader: Staff
    ward_specialist: Staff
    other_ward: Unit
    other_leader: Staff


def make_district() -> District:
    """Return a district of two wards, and the calendar 2018-2027."""
    make_calendar()
    number = next(_numbers)
    unit = make_unit(
        name=f"Ủy ban nhân dân quận Tân Bình {number}", short_name=f"Tân Bình {number}", level=Level.DISTRICT
    )
    ward = make_unit(name=f"Ủy ban nhân dân Phường 4 ({number})", short_name=f"Phường 4 ({number})", parent=unit)
    other = make_unit(name=f"Ủy ban nhân dân Phường 10 ({number})", short_name=f"Phường 10 ({number})", parent=unit)
    return District(
        unit=unit,
        coordinator=make_staff(role=Role.COORDINATOR, unit=unit, name="Trần Thị Mai", with_children=True),
        leader=make_staff(role=Role.LEADER, unit=unit, name="Châu Văn La", title="Chủ tịch"),
        ward=ward,
        ward_leader=make_staff(role=Role.LEADER, unit=ward, name="Lê Văn Tư", title="Chủ tịch"),
        ward_specialist=make_staff(role=Role.SPECIALIST, unit=ward, name="Phạm Thị Bốn"),
        other_ward=other,
        other_leader=make_staff(role=Role.LEADER, unit=other, name="Võ Văn Mười"),
    )


def make_office(district: District) -> Unit:
    """Return an office of the district: Home Affairs."""
    return make_unit(
        name="Phòng Nội vụ", short_name="Nội vụ", kind=Kind.OFFICE, level=Level.DISTRICT, parent=district.unit
    )


def make_initiative(origin: Unit, *, service: str = "", code: str = "", title: str = "") -> Initiative:
    """Return a model that is to be replicated."""
    number = next(_numbers)
    return Initiative.objects.create(
        code=code or f"M{number}",
        title=title or f"Tổ tư vấn dịch vụ công trực tuyến {number}",
        origin_unit=origin,
        keeper=origin,
        recognised_by="Công văn 554/UBND-CCHC",
        service=service,
        state=InitiativeState.TO_REPLICATE,
        proposed_at=OPENED,
        search_key="to tu van",
    )


def make_directive(
    issuer: Unit, *, is_confirmed: bool = True, issued_on: date = ISSUED, keeper: Unit | None = None
) -> Directive:
    """Return a directive, in force unless said otherwise, without requirements."""
    return Directive.objects.create(
        number=f"{next(_numbers)}/UBND-CCHC",
        issued_on=issued_on,
        issuer=issuer,
        keeper=keeper,
        subject="Đẩy mạnh nhân rộng, áp dụng các mô hình sáng kiến, cách làm hay",
        state=DirectiveState.CONFIRMED if is_confirmed else DirectiveState.PROPOSED,
        confirmed_at=OPENED if is_confirmed else None,
    )


def make_requirement(
    directive: Directive,
    *units: Unit,
    due_on: date | None = DUE,
    starts_on: date | None = None,
    is_quarterly: bool = False,
    initiative: Initiative | None = None,
    wants_report: bool = False,
    text: str = "Thành lập Tổ tư vấn dịch vụ công trực tuyến tại các khu phố.",
) -> Requirement:
    """Return a requirement for these units."""
    requirement = Requirement.objects.create(
        directive=directive,
        number=f"2.{directive.requirements.count() + 1}",
        text=text,
        initiative=initiative,
        starts_on=starts_on,
        due_on=due_on,
        repeats=Repeats.QUARTERLY if is_quarterly else Repeats.ONCE,
        wants_report=wants_report,
    )
    requirement.units.set(units)
    return requirement


def make_tasks(directive: Directive, *, now: datetime = OPENED) -> list[Task]:
    """Open the tasks of a directive and return them."""
    open_tasks_of_directive(directive_id=directive.pk, by=SYSTEM, now=now)
    return list(Task.objects.filter(requirement__directive=directive).order_by("pk"))


def make_task(district: District, **asked: object) -> Task:
    """Return the task of the first ward out of a directive of the district with one requirement."""
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, **asked)  # type: ignore[arg-type]  # handed on as they come
    return make_tasks(directive)[0]


def make_adoption(
    initiative: Initiative,
    unit: Unit,
    owner: Staff,
    *,
    live_at: datetime | None = None,
    stopped_at: datetime | None = None,
    requirement: Requirement | None = None,
) -> Adoption:
    """Return an adoption: planned, live since `live_at`, or stopped."""
    running = AdoptionState.LIVE if live_at else AdoptionState.PLANNED
    return Adoption.objects.create(
        initiative=initiative,
        unit=unit,
        owner=owner,
        requirement=requirement,
        state=AdoptionState.STOPPED if stopped_at else running,
        planned_at=OPENED,
        live_at=live_at,
        stopped_at=stopped_at,
    )


def make_target(
    directive: Directive, *units: Unit, measure: str = "filed", value: int = 10, from_day: date = ISSUED
) -> MeasureTarget:
    """Return a monthly target for a measure of the one-stop."""
    target = MeasureTarget.objects.create(
        directive=directive, service="onestop", measure=measure, value=value, from_day=from_day
    )
    target.units.set(units)
    return target


def make_obstacle(district: District, *, now: datetime = OPENED) -> Obstacle:
    """Return an obstacle of the first ward, with a model that the district keeps."""
    return report_obstacle(
        unit_id=district.ward.pk,
        text="Thiếu máy tính cho tổ tư vấn ở khu phố 3.",
        initiative_id=make_initiative(district.unit).pk,
        by=district.ward_leader,
        now=now,
    )


def make_inspection(
    district: District,
    *,
    inspector_id: int | None = None,
    initiative_id: int | None = None,
    extra_lines: Sequence[str] = (),
    now: datetime = datetime(2019, 5, 14, 9, 0, tzinfo=ZONE),
) -> Inspection:
    """Return a visit to the first ward two days later, by the coordinator unless somebody else is named."""
    return plan_inspection(
        authority_id=district.unit.pk,
        unit_id=district.ward.pk,
        planned_on=now.date() + timedelta(days=2),
        inspector_id=inspector_id or district.coordinator.pk,
        initiative_id=initiative_id,
        extra_lines=extra_lines,
        by=district.coordinator,
        now=now,
    )


def check_everything(visit: Inspection, district: District, *, now: datetime, photos: Sequence[Incoming] = ()) -> None:
    """Find every line met but the first, which also gets the photographs."""
    for number, item in enumerate(visit.items.all()):
        record_finding(
            inspection_id=visit.pk,
            item_id=item.pk,
            result=Finding.MET if number else Finding.NOT_MET,
            note="" if number else "Chưa niêm yết",
            photos=() if number else photos,
            by=district.coordinator,
            now=now,
        )


def sign(
    visit: Inspection,
    district: District,
    *,
    now: datetime,
    conclusion: str = "Đơn vị thực hiện tốt.",
    by: Staff | None = None,
) -> Inspection:
    """Sign the minutes as the inspector."""
    return sign_inspection(
        inspection_id=visit.pk,
        conclusion=conclusion,
        place="Trụ sở Ủy ban nhân dân Phường 4",
        present="Ông Lê Văn Tư, Chủ tịch\nBà Nguyễn Thị Hoa, Phó Chủ tịch",
        by=by or district.coordinator,
        now=now,
    )


@dataclass(frozen=True)
class FollowedUp:
    """One of everything of the follow-up, ordered by a unit of itself; `files` by the name of their address."""

    task: Task
    obstacle: Obstacle
    visit: Inspection
    letter: Escalation
    files: dict[str, object]

    def arguments(self, name: str, asked: set[str]) -> dict[str, object]:
        """Return what the address `name` needs to lead here."""
        known: dict[str, object] = {
            "file": self.files.get(name),
            "task_id": self.task.pk,
            "obstacle_id": self.obstacle.pk,
            "inspection_id": self.visit.pk,
            "item_id": self.visit.items.all()[0].pk,
            "directive_id": self.letter.directive_id,
            "letter_id": self.letter.pk,
        }
        return {part: known[part] for part in asked}


def make_followed_up(unit: Unit, *, now: datetime) -> FollowedUp:
    """Return a task with evidence, an obstacle, a visit with a photograph, and a draft, all of one unit."""
    coordinator = make_staff(role=Role.COORDINATOR, unit=unit)
    directive = make_directive(unit, issued_on=now.date() - timedelta(days=30))
    make_requirement(directive, unit, due_on=now.date() - timedelta(days=9))
    make_requirement(directive, unit, due_on=now.date() - timedelta(days=9))
    first, second = make_tasks(directive, now=now)
    give_evidence(
        task_id=first.pk,
        note="Đã làm",
        files=[Incoming("a.pdf", BytesIO(make_pdf()))],
        by=coordinator,
        now=now,
    )
    obstacle = report_obstacle(
        unit_id=unit.pk, text="Khó", requirement_id=second.requirement_id, by=coordinator, now=now
    )
    visit = plan_inspection(
        authority_id=unit.pk,
        unit_id=unit.pk,
        planned_on=now.date(),
        inspector_id=coordinator.pk,
        by=coordinator,
        now=now,
    )
    item = visit.items.all()[0]
    record_finding(
        inspection_id=visit.pk,
        item_id=item.pk,
        result=Finding.MET,
        photos=[Incoming("a.jpg", BytesIO(make_jpeg()))],
        by=coordinator,
        now=now,
    )
    photo = item.photos.get().stored_id
    return FollowedUp(
        task=first,
        obstacle=obstacle,
        visit=visit,
        letter=draft_escalation(directive_id=directive.pk, by=coordinator, now=now),
        files={
            "followup:evidence_file": first.evidence.get().files.get().stored_id,
            "followup:photo": photo,
            "followup:photo_thumbnail": photo,
        },
    )
