"""Contests for tests, brought to any stage through the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from motcua.foundation.units.models import Level, Role, Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.contest.actions.add_question import QuestionGiven, add_question
from motcua.replication.contest.actions.announce_results import announce_results
from motcua.replication.contest.actions.answer_appeal import answer_appeal
from motcua.replication.contest.actions.attach_file import attach_file
from motcua.replication.contest.actions.check_entry import check_entry
from motcua.replication.contest.actions.choose_finalists import choose_finalists
from motcua.replication.contest.actions.close_part import close_part
from motcua.replication.contest.actions.create_contest import create_contest
from motcua.replication.contest.actions.edit_call import edit_call
from motcua.replication.contest.actions.file_appeal import file_appeal
from motcua.replication.contest.actions.open_part import open_part
from motcua.replication.contest.actions.publish_call import publish_call
from motcua.replication.contest.actions.record_answers import record_answers
from motcua.replication.contest.actions.score_entry import score_entry
from motcua.replication.contest.actions.seat_panelist import seat_panelist
from motcua.replication.contest.actions.settle_results import settle_results
from motcua.replication.contest.actions.start_reading import start_reading
from motcua.replication.contest.actions.submit_entry import submit_entry
from motcua.replication.contest.call import Call
from motcua.replication.contest.content import AuthorGiven, Work
from motcua.replication.contest.kinds import FINAL, PARTS, Round
from motcua.replication.contest.letter import Signer
from motcua.replication.contest.models import Assignment, Contest, Criterion, Entry, Outcome
from tests.factories.attachments import make_pdf, make_stored_file
from tests.factories.units import make_role, make_staff, make_unit
from tests.factories.worktime import make_calendar

OPENS = datetime(2019, 4, 8, 8, 0, tzinfo=ZONE)
ENTERING = OPENS + timedelta(hours=1)
READING = OPENS + timedelta(days=10)
FINAL_DAY = OPENS + timedelta(days=20)
AFTER_APPEALS = OPENS + timedelta(days=50)
SIGNER = Signer("Trần Văn Ký", "Trưởng Ban Tổ chức")
CALL = Call(
    title="Hội thi mô hình, sáng kiến cải cách hành chính năm 2019",
    number="Kế hoạch số 12/KH-UBND",
    rules_text="Mỗi đơn vị nộp một hoặc nhiều bài.",
    age_limit=35,
    age_on=date(2019, 4, 8),
    age_source="Thể lệ hội thi, mục 2",
    opens_at=OPENS,
    entries_until=OPENS + timedelta(days=7),
    reading_until=OPENS + timedelta(days=15),
    final_at=FINAL_DAY,
    final_place="Hội trường quận",
    finalists=2,
    winners=1,
)
Score = Callable[[Assignment, Criterion], Decimal]


@dataclass
class Hall:
    """A district that holds a contest: its coordinator, wards that enter, readers and judges from other offices."""

    unit: Unit
    coordinator: Staff
    wards: list[Unit]
    leaders: list[Staff]
    readers: list[Staff]
    judges: list[Staff]
    contest: Contest
    entries: list[Entry] = field(default_factory=list)

    def fresh(self) -> Contest:
        """Return the contest as it is now."""
        self.contest.refresh_from_db()
        return self.contest


def make_hall(
    *, wards: int = 3, readers: int = 3, judges: int = 3, call: Call = CALL, alone: Unit | None = None
) -> Hall:
    """Return a hall with a contest in draft, everybody invited; `alone` organises it and is the only one to enter."""
    make_calendar()
    unit = alone or make_unit(level=Level.DISTRICT)
    coordinator = make_staff(role=Role.COORDINATOR, unit=unit, name="Phạm Thu Điều Phối")
    units = [alone] if alone else [make_unit(parent=unit) for _ in range(wards)]
    leaders = [make_staff(role=Role.LEADER, unit=ward) for ward in units]
    office = make_unit(parent=unit)
    contest = create_contest(
        unit_id=unit.pk,
        call=replace(call, unit_ids=tuple(ward.pk for ward in units)),
        by=coordinator,
        now=OPENS - timedelta(days=1),
    )
    hall = Hall(
        unit,
        coordinator,
        units,
        leaders,
        [make_staff(role=Role.SPECIALIST, unit=office) for _ in range(readers)],
        [make_staff(role=Role.LEADER, unit=office) for _ in range(judges)],
        contest,
    )
    for staff in hall.readers:
        seat(hall, staff, Round.PRELIMINARY)
    for staff in hall.judges:
        seat(hall, staff, FINAL)
    add_question(
        contest_id=contest.pk,
        question=QuestionGiven("Thời hạn giải quyết tính theo ngày nào?", ("Ngày làm việc", "Ngày lịch"), "A"),
        by=coordinator,
        now=OPENS,
    )
    add_question(
        contest_id=contest.pk,
        question=QuestionGiven("Ai ký giấy tiếp nhận?", ("Văn thư", "Công chức tiếp nhận"), "B", Decimal(3)),
        by=coordinator,
        now=OPENS,
    )
    return hall


def seat(hall: Hall, staff: Staff, panel: str) -> None:
    """Put somebody on a panel."""
    seat_panelist(contest_id=hall.contest.pk, staff_id=staff.pk, panel=panel, by=hall.coordinator, now=OPENS)


def make_work(number: int = 1, *, born_on: date = date(1990, 5, 1)) -> Work:
    """Return a work of one author."""
    return Work(
        title=f"Mô hình số {number} trả kết quả tại nhà",
        problem=f"Người dân phải đi lại nhiều lần, trường hợp {number}.",
        solution="Tổ công tác trả kết quả tận nơi.",
        evidence="Giảm 40% lượt đi lại.",
        authors=(AuthorGiven(f"Lê Thị Tác Giả {number}", born_on, "Chuyên viên"),),
    )


def open_hall(hall: Hall | None = None, /, **wanted: int) -> Hall:
    """Return a hall that receives entries: one of every ward is in."""
    hall = hall or make_hall(**wanted)  # type: ignore[arg-type]
    publish_call(contest_id=hall.contest.pk, by=hall.coordinator, now=OPENS)
    for number, (ward, leader) in enumerate(zip(hall.wards, hall.leaders, strict=True), start=1):
        hall.entries.append(
            submit_entry(contest_id=hall.contest.pk, unit_id=ward.pk, work=make_work(number), by=leader, now=ENTERING)
        )
    hall.fresh()
    return hall


def reading_hall(hall: Hall | None = None, /, **wanted: int) -> Hall:
    """Return a hall whose preliminary round has begun."""
    hall = hall or open_hall(**wanted)
    for entry in hall.entries:
        entry.refresh_from_db()
        check_entry(
            entry_id=entry.pk,
            is_eligible=True,
            reason="",
            anonymous_file_ids=[one.pk for one in entry.files.all()],
            by=hall.coordinator,
            now=ENTERING,
            expected_version=entry.version,
        )
    start_reading(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    for entry in hall.entries:
        entry.refresh_from_db()
    hall.fresh()
    return hall


def by_place(hall: Hall) -> Score:
    """Return scores that rank the entries in the order they came in: 9, 8, 7 and so on."""
    places = {entry.pk: place for place, entry in enumerate(hall.entries)}
    return lambda sheet, _criterion: Decimal(9 - places[sheet.entry_id] % 9)


def score_round(hall: Hall, round_kind: str, score: Score | None = None, *, now: datetime | None = None) -> None:
    """Let everybody hand in their sheets of a round."""
    given = score or by_place(hall)
    moment = now or (READING if round_kind == Round.PRELIMINARY else FINAL_DAY)
    sheets = Assignment.objects.filter(entry__contest=hall.contest, round=round_kind, barred_at__isnull=True)
    criteria = list(Criterion.objects.filter(round__contest=hall.contest, round__kind=round_kind))
    for sheet in sheets.select_related("judge"):
        marks: Mapping[int, Decimal | None] = {one.pk: given(sheet, one) for one in criteria}
        score_entry(sheet_id=sheet.pk, marks=marks, is_final=True, by=sheet.judge, now=moment)


def final_hall(hall: Hall | None = None, /, **wanted: int) -> Hall:
    """Return a hall whose finalists are chosen: the first entries that came in."""
    hall = hall or reading_hall(**wanted)
    score_round(hall, Round.PRELIMINARY)
    choose_finalists(contest_id=hall.contest.pk, by=hall.coordinator, now=READING)
    for entry in hall.entries:
        entry.refresh_from_db()
    hall.fresh()
    return hall


def open_parts(hall: Hall, parts: Sequence[str] = PARTS) -> None:
    """Open parts of the final."""
    for part in parts:
        open_part(contest_id=hall.contest.pk, round_kind=part, by=hall.coordinator, now=FINAL_DAY)


def play_final(hall: Hall, score: Score | None = None) -> None:
    """Play the whole final: every judge scores, the first team answers all right, the others none."""
    open_parts(hall)
    for part in (Round.GREETING, Round.INITIATIVE):
        score_round(hall, part, score)
    finalists = [entry for entry in hall.entries if entry.is_finalist]
    for place, entry in enumerate(finalists):
        answers = {one.pk: one.key if place == 0 else "" for one in hall.contest.questions.all()}
        record_answers(entry_id=entry.pk, answers=answers, by=hall.coordinator, now=FINAL_DAY)
    for part in PARTS:
        close_part(contest_id=hall.contest.pk, round_kind=part, by=hall.coordinator, now=FINAL_DAY)


def provisional_hall(hall: Hall | None = None, /, **wanted: int) -> Hall:
    """Return a hall with provisional results."""
    hall = hall or final_hall(**wanted)
    play_final(hall)
    settle_results(contest_id=hall.contest.pk, by=hall.coordinator, now=FINAL_DAY)
    hall.fresh()
    return hall


def announced_hall(hall: Hall | None = None, /, **wanted: int) -> Hall:
    """Return a hall whose results are out."""
    hall = hall or provisional_hall(**wanted)
    announce_results(contest_id=hall.contest.pk, signer=SIGNER, by=hall.coordinator, now=AFTER_APPEALS)
    for entry in hall.entries:
        entry.refresh_from_db()
    hall.fresh()
    return hall


def make_auditor(hall: Hall) -> Staff:
    """Return an auditor of the organising unit."""
    return make_staff(role=Role.AUDITOR, unit=hall.unit)


def give_role(staff: Staff, unit: Unit, role: Role) -> None:
    """Give somebody a role in a unit more."""
    make_role(staff=staff, unit=unit, role=role)


def make_contest(unit: Unit) -> Hall:
    """Return a hall of one unit alone with one of everything that an address can name: all is announced."""
    hall = make_hall(alone=unit)
    edit_call(
        contest_id=hall.contest.pk,
        call=replace(CALL, unit_ids=(unit.pk,)),
        by=hall.coordinator,
        now=OPENS,
        expected_version=1,
        rules_file=make_stored_file(name="the-le.pdf"),
    )
    open_hall(hall)
    attach_file(
        entry_id=hall.entries[0].pk, upload=BytesIO(make_pdf()), name="bai.pdf", by=hall.leaders[0], now=ENTERING
    )
    provisional_hall(final_hall(reading_hall(hall)))
    appeal = file_appeal(entry_id=hall.entries[0].pk, text="Xin xem lại.", by=hall.leaders[0], now=FINAL_DAY)
    answer_appeal(
        appeal_id=appeal.pk, outcome=Outcome.REJECTED, answer="Đã xem lại.", by=hall.coordinator, now=FINAL_DAY
    )
    return announced_hall(hall)


def contest_arguments(hall: Hall) -> dict[str, object]:
    """Return what an address of the contest needs to lead to this hall."""
    entry = hall.entries[0]
    attached = entry.files.get()
    sheet = Assignment.objects.filter(entry=entry).first()
    question, panelist, appeal = hall.contest.questions.first(), hall.contest.panelists.first(), entry.appeals.first()
    assert sheet
    assert question
    assert panelist
    assert appeal
    return {
        "contest_id": hall.contest.pk,
        "entry_id": entry.pk,
        "file_id": attached.pk,
        "attachment": attached.stored_id,
        "question_id": question.pk,
        "panelist_id": panelist.pk,
        "sheet_id": sheet.pk,
        "appeal_id": appeal.pk,
        "round_kind": Round.GREETING.value,
        "what": "so-khao",
        "deed": "phat-dong",
        "board": hall.contest.board_token,
    }
