"""What does a report say? A draft: figures as they stand, words as last saved; a signed one: what was signed."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils import translation

from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.models import Kind, UnitVersion
from motcua.foundation.units.queries import unit_names, version_on
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.letterheads import symbol_of
from motcua.replication.reporting.content import Content, Section, content_from
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.fill.summary import summary_tables
from motcua.replication.reporting.fill.unit_report import unit_report_tables
from motcua.replication.reporting.models import Report, ReportKind
from motcua.replication.reporting.rules import SECTIONS, Period, period_from, signing_lines

SYMBOL = "BC"  # of a báo cáo (NĐ 30/2020/NĐ-CP, Phụ lục III)


def period_of(report: Report) -> Period:
    """Return the period of a report."""
    return period_from(ReportKind(report.kind), report.period.lower)


def content_of(report: Report, *, now: datetime) -> Content:
    """Return what the report says: as signed, or composed of what is true at `now`. Fixed number of queries."""
    if report.snapshot is not None:
        return content_from(report.snapshot)
    return compose(report, now=now)


def compose(report: Report, *, now: datetime, number: str = "", signer: str = "", signer_title: str = "") -> Content:
    """Return the report of what is true at `now`, in Vietnamese; with a `number` it is the one to be signed."""
    with translation.override("vi"):
        span = Span(period_of(report), now)
        version = version_on(report.unit_id, day_of(now))
        kind = ReportKind(report.kind)
        tables = summary_tables(report, span) if kind is ReportKind.QUARTER else unit_report_tables(report, span)
        words = texts_in_force(report)
        return Content(
            agency=version.name,
            superior=_superior(version, now),
            place=_place(version, now),
            day=day_of(now).isoformat(),
            number=number,
            symbol=symbol_of(report.unit_id, day_of(now), kind=SYMBOL),
            title="Báo cáo",
            subject=_subject(kind, span.period),
            intro=_intro(kind, span),
            sections=tuple(
                Section(one.key, one.title, words.get(one.key, ("", 0))[0], tables=tuple(tables.get(one.key, ())))
                for one in SECTIONS[kind]
            ),
            recipients=_recipients(version, now),
            signer_title=signing_lines(signer_title, is_authority=version.unit.kind == Kind.AUTHORITY),
            signer=signer,
            is_draft=not number,
        )


def texts_in_force(report: Report) -> dict[str, tuple[str, int]]:
    """Return the words of each section that has some, with the number of the version. One query."""
    rows = report.texts.order_by("section", "-seq").distinct("section")
    return {row.section: (row.text, row.seq) for row in rows}


def _subject(kind: ReportKind, period: Period) -> str:
    about = "nhân rộng, áp dụng các mô hình, sáng kiến cải cách hành chính"
    return f"{'Tổng hợp tình hình' if kind is ReportKind.QUARTER else 'Kết quả'} {about} {period.name}"


def _intro(kind: ReportKind, span: Span) -> str:
    whose = "các đơn vị báo cáo và " if kind is ReportKind.QUARTER else ""
    return (
        f"Số liệu trong báo cáo tính từ ngày {date_vn(span.first)} đến ngày {date_vn(span.last)}, do {whose}"
        "hệ thống đếm từ hồ sơ, việc áp dụng mô hình và nhiệm vụ đang theo dõi trên hệ thống."
    )


def _superior(version: UnitVersion, now: datetime) -> str:
    if version.parent_id is None:
        return ""
    return unit_names([version.parent_id], day_of(now)).get(version.parent_id, "")


def _place(version: UnitVersion, now: datetime) -> str:
    """Return the place name of the heading: that of the authority, its kind left out unless a number follows."""
    name = version.short_name
    if version.unit.kind != Kind.AUTHORITY and version.parent_id is not None:
        name = unit_names([version.parent_id], day_of(now), short=True)[version.parent_id]
    return re.sub(r"^(?:Thành phố|Quận|quận|Phường|phường|Huyện|huyện|Xã|xã) (?=\D)", "", name)


def _recipients(version: UnitVersion, now: datetime) -> tuple[str, ...]:
    superior = _superior(version, now)
    return (*((superior,) if superior else ()), "Lưu: VT")
