"""The reports of May and the summary of the second quarter: figures from the system, words from people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from motcua.demo.spring.people import YEAR, Cast, at, place, ward
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.measures.actions.roll_up import roll_up
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.actions.propose_with_report import propose_with_report
from motcua.replication.reporting.actions.sign_off_report import sign_off_report, words_seen
from motcua.replication.reporting.actions.write_section import write_section
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.rules import period
from motcua.services.onestop.offers import SERVICE

REPORTING = (1, 2, 3, 4, 5, 6, 8, 10, 12)  # wards that reported in time
HOUR = timedelta(hours=1)
GENERAL = "Đã phổ biến Công văn 554 tới toàn thể cán bộ, công chức; phân công một lãnh đạo phụ trách từng mô hình."
PROPOSAL = {
    "title": "Trả kết quả hộ tịch tại nhà cho người cao tuổi",
    "problem": "Người cao tuổi, người khuyết tật phải nhờ người thân nghỉ việc để nhận kết quả.",
    "solution": "Thành viên ba đoàn thể của phường mang kết quả đến nhà, ký nhận bằng mã QR trên giấy tiếp nhận.",
}


def reports(cast: Cast) -> list[Iterator[datetime]]:
    """Return the reports of the wards, that of ward 13 left a draft, and the summary of the district."""
    lives = [_unit_report(ward(number), cast.leader(f"p{number}"), at(5, 20 + number % 4, 10)) for number in REPORTING]
    return [_roll_up(at(5, 20, 7)), *lives, _draft(cast), _roll_up(at(7, 2, 7)), _summary(cast)]


def _roll_up(moment: datetime) -> Iterator[datetime]:
    yield moment
    roll_up(service=SERVICE, now=moment)


def _unit_report(unit: Unit, leader: Staff, begins: datetime) -> Iterator[datetime]:
    yield begins
    half = period(ReportKind.HALF_YEAR, YEAR, 1)
    report = open_report(unit_id=unit.pk, period=half, by=leader, now=begins)
    write_section(report_id=report.pk, section="general", text=GENERAL, seen=0, by=leader, now=begins)
    if unit == ward(6):
        propose_with_report(report_id=report.pk, **PROPOSAL, by=leader, now=begins)
    yield (signed := begins + HOUR)
    sign_off_report(report_id=report.pk, seen=words_seen(report), by=leader, now=signed)


def _draft(cast: Cast) -> Iterator[datetime]:
    yield (now := at(5, 24, 16))
    leader, half = cast.leader("p13"), period(ReportKind.HALF_YEAR, YEAR, 1)
    report = open_report(unit_id=ward(13).pk, period=half, by=leader, now=now)
    words = "Phường đang áp dụng thử tổ tư vấn tại 3 khu phố."
    write_section(report_id=report.pk, section="models", text=words, seen=0, by=leader, now=now)


def _summary(cast: Cast) -> Iterator[datetime]:
    yield (now := at(7, 2, 9))
    quarter = period(ReportKind.QUARTER, YEAR, 2)
    report = open_report(unit_id=place().pk, period=quarter, by=cast.coordinator, now=now)
    for section, text in (
        ("general", "Quý II là quý đầu thực hiện Công văn 554. Phần lớn phường triển khai ngay trong tháng 4."),
        ("behind", "Đề nghị Chủ tịch UBND Phường 15 giải trình bằng văn bản trước ngày 10 tháng 7."),
        ("proposals", "Đề nghị đánh giá mô hình trả kết quả tại nhà của Phường 6 để nhân rộng trong quý III."),
    ):
        write_section(report_id=report.pk, section=section, text=text, seen=0, by=cast.coordinator, now=now)
    yield (signed := at(7, 3, 15))
    sign_off_report(report_id=report.pk, seen=words_seen(report), by=cast.chair, now=signed)
