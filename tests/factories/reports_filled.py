"""A district in which every table of a report has something: figures, models, tasks, obstacles, visits, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.registers.reference import load_registers
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.adoption.models import AdoptionState
from motcua.replication.directives.models import Directive
from motcua.replication.followup.actions.answer_obstacle import answer_obstacle
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.report_obstacle import report_obstacle
from motcua.replication.reporting.actions.propose_with_report import propose_with_report
from motcua.replication.reporting.actions.sign_off_report import sign_off_report, words_seen
from motcua.replication.reporting.models import Report, ReportKind
from tests.factories.followup import (
    District,
    check_everything,
    make_district,
    make_inspection,
    make_requirement,
    make_tasks,
    sign,
)
from tests.factories.reporting import JULY, MAY, make_figure, make_model, make_order, make_report, make_standing

APRIL = datetime(2019, 4, 16, 9, 0, tzinfo=ZONE)


@dataclass(frozen=True)
class Filled:
    """The half-year draft of the first ward and the draft of the quarter, and whose they are."""

    district: District
    half: Report
    quarter: Report


def make_filled() -> Filled:
    """Return the reports over everything that happened in the spring; the second ward has signed its own."""
    load_registers(APRIL)
    district = make_district()
    _figures(district)
    directive = _models(district)
    _obstacles(_tasks(directive, district), district)
    _visits(district)
    _signed(district)
    half = make_report(district.ward, district.ward_leader)
    quarter = make_report(district.unit, district.coordinator, kind=ReportKind.QUARTER, now=JULY)
    return Filled(district, half, quarter)


def _figures(district: District) -> None:
    for number, day in enumerate((date(2018, 9, 3), date(2018, 12, 31), date(2019, 4, 2), date(2019, 5, 6)), start=1):
        make_figure(district.ward, "filed", day, 1000 * number + 7)
        make_figure(district.ward, "filed_online", day, number)
    make_figure(district.other_ward, "filed", date(2019, 4, 9), 31)
    make_figure(district.unit, "finished", date(2019, 6, 28), 12)


def _models(district: District) -> Directive:
    states = {"R2": AdoptionState.LIVE, "D2": AdoptionState.TRIAL, "O1": AdoptionState.STOPPED}
    for code, state in states.items():
        model = make_model(district.other_ward, district.unit, code)
        make_order(district.unit, model, district.ward, district.other_ward)
        make_standing(district.ward, model, state, at=APRIL, owner=district.ward_leader)
    waiting = make_model(district.other_ward, district.unit, "O5")
    return make_order(district.unit, waiting, district.ward, district.other_ward)


def _tasks(directive: Directive, district: District) -> int:
    """Open the tasks; return the id of their first requirement."""
    wards = (district.ward, district.other_ward)
    make_requirement(directive, *wards, due_on=date(2019, 5, 10))
    make_requirement(directive, *wards, due_on=date(2019, 5, 25), wants_report=True, text="Báo cáo kết quả.")
    given = next(one for one in make_tasks(directive, now=APRIL) if one.unit_id == district.ward.pk)
    give_evidence(task_id=given.pk, note="Đã lập 7 tổ.", by=district.ward_leader, now=APRIL)
    return given.requirement_id


def _obstacles(requirement_id: int, district: District) -> None:
    for text in ("Thiếu máy tính cho tổ tư vấn ở khu phố 3.", "Đường truyền yếu."):
        obstacle = report_obstacle(
            unit_id=district.ward.pk, text=text, requirement_id=requirement_id, by=district.ward_leader, now=APRIL
        )
    later = APRIL.replace(day=26)
    answer_obstacle(obstacle_id=obstacle.pk, text="Quận đã cấp đường truyền.", by=district.coordinator, now=later)


def _visits(district: District) -> None:
    visit = make_inspection(district)
    check_everything(visit, district, now=MAY.replace(day=16))
    sign(visit, district, now=MAY.replace(day=16))


def _signed(district: District) -> None:
    report = make_report(district.other_ward, district.other_leader)
    words = {"title": "Trả kết quả tại nhà", "problem": "Người già đi lại khó", "solution": "Đoàn thể mang đến"}
    propose_with_report(report_id=report.pk, **words, by=district.other_leader, now=MAY)
    sign_off_report(report_id=report.pk, seen=words_seen(report), by=district.other_leader, now=MAY)
