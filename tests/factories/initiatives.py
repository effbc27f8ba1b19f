"""Models (initiatives) for tests, in any state, made through the actions."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Level, Role, Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.initiatives.actions.assess_initiative import assess_initiative
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.actions.retire_initiative import retire_initiative
from motcua.replication.initiatives.content import Content, Person
from motcua.replication.initiatives.models import Conclusion, Initiative
from motcua.replication.initiatives.models import InitiativeState as State
from motcua.replication.initiatives.reference import assessment_form
from motcua.replication.initiatives.rules import Score
from tests.factories.units import make_staff, make_unit

NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
SYSTEM = Actor.system("tests")
DOCUMENT = "Quyết định số 12/QĐ-UBND ngày 08/4/2019 của UBND quận"
CONTENT = Content(
    title="Tra cứu kết quả hồ sơ bằng mã QR",
    problem="Người dân phải đến tận nơi hỏi hồ sơ tới đâu.",
    solution="In mã QR trên giấy tiếp nhận.",
    people=(Person("Trần Thị Hoa", "Chủ trì"), Person("Lê Văn Nam")),
)
_numbers = count(1)


@dataclass(frozen=True)
class District:
    """An authority with two wards, its coordinator, and the leader of the first ward."""

    unit: Unit
    ward: Unit
    other: Unit
    coordinator: Staff
    leader: Staff


def make_district() -> District:
    """Return a district: its coordinator reaches the wards, the leader only the first one."""
    unit = make_unit(level=Level.DISTRICT)
    ward, other = make_unit(parent=unit), make_unit(parent=unit)
    return District(
        unit,
        ward,
        other,
        coordinator=make_staff(role=Role.COORDINATOR, unit=unit, with_children=True),
        leader=make_staff(role=Role.LEADER, unit=ward),
    )


def full_marks(missing: int = 0) -> dict[str, Score]:
    """Return the highest points for every criterion, `missing` less for each."""
    return {one.key: Score(one.highest - missing, "Tốt") for one in assessment_form().criteria}


def make_initiative(
    *,
    origin: Unit,
    keeper: Unit | None = None,
    state: State = State.RECOGNISED,
    content: Content = CONTENT,
    code: str = "",
    targets: tuple[Unit, ...] = (),
    now: datetime = NOW,
) -> Initiative:
    """Return a model of `origin` that has come as far as `state`."""
    initiative = propose_initiative(
        origin_unit_id=origin.pk,
        keeper_id=keeper.pk if keeper else None,
        code=code or f"T{next(_numbers)}",
        content=content,
        by=SYSTEM,
        now=now,
    )
    if state is State.ASSESSED:
        assess(initiative, now=now)
    if state in {State.RECOGNISED, State.TO_REPLICATE}:
        recognise_initiative(initiative_id=initiative.pk, recognised_by=DOCUMENT, elsewhere=True, by=SYSTEM, now=now)
    if state is State.TO_REPLICATE:
        units = [unit.pk for unit in targets or (origin,)]
        call_for_replication(initiative_id=initiative.pk, unit_ids=units, document=DOCUMENT, by=SYSTEM, now=now)
    if state is State.RETIRED:
        retire_initiative(initiative_id=initiative.pk, reason="Trùng mô hình khác.", by=SYSTEM, now=now)
    initiative.refresh_from_db()
    return initiative


def assess(
    initiative: Initiative,
    *,
    by: Staff | Actor = SYSTEM,
    conclusion: Conclusion = Conclusion.RECOMMENDED,
    now: datetime = NOW,
) -> None:
    """Fill the form in with full marks."""
    assess_initiative(
        initiative_id=initiative.pk,
        scores=full_marks(),
        conclusion=conclusion,
        words="Đã xem tại nơi làm.",
        by=by,
        now=now,
    )
