"""What can be asked of reports? The list, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Kind, Level, UnitVersion
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.reporting.access import may_sign, may_write
from motcua.replication.reporting.actions.sign_off_report import words_seen
from motcua.replication.reporting.compose import content_of, period_of, texts_in_force
from motcua.replication.reporting.content import Content, Section
from motcua.replication.reporting.models import Report, ReportFile, ReportKind, ReportProposal, ReportState, ReportText
from motcua.replication.reporting.reference import signing_rule
from motcua.replication.reporting.rules import SECTIONS, Period, SigningRule

PAGE = 60


@dataclass(frozen=True)
class ReportRow:
    """One report of the list."""

    id: int
    kind: str
    unit: str
    period: str
    is_signed: bool
    number: str
    signed_at: datetime | None


@dataclass(frozen=True)
class ShownSection:
    """A section of the page: its content, the number of the version of its words, what people are asked to write."""

    section: Section
    seq: int
    asks: str


@dataclass(frozen=True)
class ReportPage:
    """Everything the page of a report shows."""

    report: Report
    period: Period
    content: Content
    sections: tuple[ShownSection, ...]
    proposals: tuple[ReportProposal, ...]
    files: tuple[ReportFile, ...]
    seen: str
    may_write: bool
    may_sign: bool
    signs_from: date
    signing: SigningRule


def reports(*, roles: RoleSet, now: datetime) -> list[ReportRow]:
    """Return the reports in reach, newest period first. Two queries."""
    found = list(Report.objects.visible_to(roles)[:PAGE])
    names = unit_names({one.unit_id for one in found}, day_of(now))
    return [
        ReportRow(
            one.pk,
            str(one.get_kind_display()),
            names[one.unit_id],
            period_of(one).title,
            one.state == ReportState.SIGNED,
            one.number,
            one.signed_at,
        )
        for one in found
    ]


def report_page(*, report_id: int, roles: RoleSet, now: datetime) -> ReportPage:
    """Return the page of a report in reach of `roles`; raise Report.DoesNotExist."""
    report = Report.objects.visible_to(roles).select_related("unit", "signed_by").get(pk=report_id)
    content, period = content_of(report, now=now), period_of(report)
    rule = signing_rule(period)
    texts = texts_in_force(report)
    asks = {one.key: str(one.asks) for one in SECTIONS[ReportKind(report.kind)]}
    is_draft = report.state == ReportState.DRAFT
    return ReportPage(
        report=report,
        period=period,
        content=content,
        sections=tuple(ShownSection(one, texts.get(one.key, ("", 0))[1], asks[one.key]) for one in content.sections),
        proposals=tuple(report.proposals.select_related("initiative")),
        files=tuple(report.files.select_related("stored")),
        seen=words_seen(report),
        may_write=is_draft and (may_write(roles, report.unit_id, report.kind) or may_sign(roles, report.unit_id)),
        may_sign=is_draft and may_sign(roles, report.unit_id) and day_of(now) >= rule.first_day(period),
        signs_from=rule.first_day(period),
        signing=rule,
    )


def history_of(report: Report, section: str) -> Sequence[ReportText]:
    """Return every version of the words of a section, newest first. One query."""
    return list(report.texts.filter(section=section).select_related("by").order_by("-seq"))


def writable_units(roles: RoleSet, kind: ReportKind, now: datetime) -> list[tuple[int, str]]:
    """Return id and name of the units whose report of this kind one may write. One query.

    A summary is made for authorities alone. The highest level stands first, then it goes by name.
    """
    units = [unit for unit in roles.unit_ids() if may_write(roles, unit, kind) or may_sign(roles, unit)]
    versions = UnitVersion.objects.on(day_of(now)).filter(unit__in=units)
    if kind is ReportKind.QUARTER:
        versions = versions.filter(unit__kind=Kind.AUTHORITY)
    levels = list(Level)
    ordered = sorted(versions, key=lambda one: (levels.index(Level(one.level)), listing_key(one.name)))
    return [(one.unit_id, one.name_here) for one in ordered]
