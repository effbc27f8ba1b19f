"""A contest of reform models in its final: entries of five wards, read blind, and the greeting being scored.

The entries are made up. One judge, whose account is told at the start, has still a sheet to hand in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from motcua.demo.spring.people import Cast, cast, on_a_working_day, place, ward
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.actions.add_question import QuestionGiven, add_question
from motcua.replication.contest.actions.check_entry import check_entry
from motcua.replication.contest.actions.choose_finalists import choose_finalists
from motcua.replication.contest.actions.create_contest import create_contest
from motcua.replication.contest.actions.open_part import open_part
from motcua.replication.contest.actions.publish_call import publish_call
from motcua.replication.contest.actions.score_entry import score_entry
from motcua.replication.contest.actions.seat_panelist import seat_panelist
from motcua.replication.contest.actions.start_reading import start_reading
from motcua.replication.contest.actions.submit_entry import submit_entry
from motcua.replication.contest.call import Call
from motcua.replication.contest.content import AuthorGiven, Work
from motcua.replication.contest.kinds import FINAL, Round
from motcua.replication.contest.models import Assignment, Contest, Criterion

CALLED, ENTERED, CLOSED, READ, CHOSEN = (timedelta(days=days) for days in (45, 38, 24, 20, 10))
# account and how far above or below the others it scores: the adjusted ranking tells it
READERS: Final = {"qldt.chuyenvien": "0.5", "kinhte.chuyenvien": "-1"}
JUDGES: Final = {"noivu.lanhdao": "-0.5", "tuphap.chuyenvien": "0.5"}
STILL_SCORES: Final = "tuphap.chuyenvien"
# ward: how good its entry is, title, problem, solution
ENTRIES: Final = {
    4: ("8.5", "Bàn hẹn giờ cho người đi làm", "Người đi làm không đến được trong giờ hành chính.", "Đặt lịch trước."),
    10: ("8", "Tổ tư vấn đến từng khu phố", "Người lớn tuổi chưa tự nộp được qua mạng.", "Tổ tư vấn trực mỗi tuần."),
    6: ("7.5", "Kết quả đến tận nhà", "Người dân phải đi lại để nhận kết quả.", "Đoàn viên giao kết quả và thu phí."),
    14: ("6.5", "Góc soạn thảo giúp dân", "Nhiều đơn viết tay phải viết lại.", "Công chức trẻ gõ và in giúp."),
    2: ("6", "Bảng giấy tờ bằng hình", "Bảng hướng dẫn nhiều chữ, khó đọc.", "Vẽ lại thành hình, dán tại quầy."),
}
QUESTION: Final = QuestionGiven(
    "Hồ sơ nhận sau 15 giờ của thủ tục trả trong ngày được hẹn khi nào?",
    ("Cuối giờ chiều cùng ngày", "Ngày làm việc tiếp theo"),
    "B",
)
BORN: Final = date(1995, 3, 26)


def hold_contest(*, now: datetime) -> Contest:
    """Play a contest from its call to its final day, which is today."""
    known = cast()
    by, called = known.coordinator, _back(now, CALLED)
    contest = create_contest(unit_id=place().pk, call=_call(called, now), by=by, now=called)
    add_question(contest_id=contest.pk, question=QUESTION, by=by, now=called)
    for panel, names in ((Round.PRELIMINARY.value, READERS), (FINAL, JUDGES)):
        for name in names:
            seat_panelist(contest_id=contest.pk, staff_id=known.staff[name].pk, panel=panel, by=by, now=called)
    publish_call(contest_id=contest.pk, by=by, now=called)
    _enter(contest, known, now)
    start_reading(contest_id=contest.pk, by=by, now=_back(now, CLOSED))
    _score(contest, Round.PRELIMINARY, known, READERS, now=_back(now, READ))
    choose_finalists(contest_id=contest.pk, by=by, now=_back(now, CHOSEN))
    open_part(contest_id=contest.pk, round_kind=Round.GREETING, by=by, now=now)
    _score(contest, Round.GREETING, known, JUDGES, now=now, left_out={(STILL_SCORES, 6)})
    return contest


def _call(called: datetime, now: datetime) -> Call:
    return Call(
        title="Hội thi mô hình, sáng kiến cải cách hành chính của công chức trẻ (bản trình diễn)",
        number="Kế hoạch số 118/KH-UBND",
        rules_text="Mỗi phường nộp một hoặc nhiều bài. Bài không ghi tên người, tên đơn vị.",
        age_limit=35,
        age_on=day_of(called),
        age_source="Thể lệ hội thi, mục 2",
        opens_at=called,
        entries_until=_back(now, CLOSED) - timedelta(minutes=1),
        reading_until=_back(now, CHOSEN),
        final_at=now,
        final_place="Hội trường quận",
        readers_per_entry=len(READERS),
        finalists=3,
        winners=1,
        unit_ids=tuple(ward(number).pk for number in range(1, 16)),
    )


def _enter(contest: Contest, known: Cast, now: datetime) -> None:
    """Every ward of the table hands its entry in; the coordinator lets it take part."""
    entered = _back(now, ENTERED)
    for number, (_quality, title, problem, solution) in ENTRIES.items():
        author = known.staff[f"p{number}.chuyenvien"]
        work = Work(title, problem, solution, authors=(AuthorGiven(author.full_name, BORN, author.title),))
        entry = submit_entry(contest_id=contest.pk, unit_id=ward(number).pk, work=work, by=author, now=entered)
        check_entry(
            entry_id=entry.pk,
            is_eligible=True,
            reason="",
            anonymous_file_ids=(),
            by=known.coordinator,
            now=entered,
            expected_version=entry.version,
        )


def _score(
    contest: Contest,
    round_kind: Round,
    known: Cast,
    severity: dict[str, str],
    *,
    now: datetime,
    left_out: Collection[tuple[str, int]] = (),
) -> None:
    """Hand in the sheets of a round; `left_out` names those that stay open, by account and ward."""
    criteria = list(Criterion.objects.filter(round__contest=contest, round__kind=round_kind).order_by("position"))
    names = {known.staff[name].pk: name for name in severity}
    wards = {ward(number).pk: number for number in ENTRIES}
    sheets = Assignment.objects.filter(entry__contest=contest, round=round_kind).select_related("entry", "judge")
    for sheet in sheets.order_by("entry", "judge"):
        name, number = names[sheet.judge_id], wards[sheet.entry.unit_id]
        if (name, number) not in left_out:
            points = Decimal(ENTRIES[number][0]) + Decimal(severity[name])
            _hand_in(sheet, points, criteria, by=sheet.judge, now=now)


def _hand_in(sheet: Assignment, points: Decimal, criteria: Collection[Criterion], *, by: Staff, now: datetime) -> None:
    """Score every criterion about `points`, the first one somewhat higher."""
    marks = {one.pk: points + (Decimal("0.5") if place == 0 else 0) for place, one in enumerate(criteria)}
    score_entry(sheet_id=sheet.pk, marks=marks, is_final=True, by=by, now=now)


def _back(now: datetime, since: timedelta) -> datetime:
    """Return a working day so long ago, or the next one after it."""
    return on_a_working_day(now - since)
