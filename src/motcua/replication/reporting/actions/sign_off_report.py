"""Sign a report: its content is frozen, numbered, and its proposals enter the register of models."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import units_below
from motcua.foundation.units.refusals import ChangedMeanwhile, NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.letterheads import symbol_of
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.content import Content as Initiative
from motcua.replication.reporting.access import may_sign
from motcua.replication.reporting.compose import SYMBOL, compose, period_of
from motcua.replication.reporting.fill.adoptions import unrecorded
from motcua.replication.reporting.models import Report, ReportKind, ReportState
from motcua.replication.reporting.reference import signing_rule
from motcua.replication.reporting.refusals import AdoptionUnrecorded, PeriodIsOpen, ReportIsSigned
from motcua.replication.reporting.rules import Period


def sign_off_report(*, report_id: int, seen: str, by: Staff, now: datetime) -> Report:
    """Return the signed report; from now on neither figures nor words change.

    `seen` is the fingerprint of the words the signer has read (`words_seen`): whoever signs has read what they sign.
    Needs a leader of the unit. Raises Report.DoesNotExist, NotAllowed, ReportIsSigned, PeriodIsOpen,
    AdoptionUnrecorded, ChangedMeanwhile.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report_id)
        if not may_sign(roles_of(by, now), report.unit_id):
            raise NotAllowed
        if report.state == ReportState.SIGNED:
            raise ReportIsSigned
        _require_signing_day(period_of(report), now)
        if missing := unrecorded(_units(report, now), at=now):
            raise AdoptionUnrecorded(len(missing))
        if words_seen(report) != seen:
            raise ChangedMeanwhile
        _enter_proposals(report, by, now)
        series = SeriesKey(report.unit_id, "replication.report", str(day_of(now).year))
        issued = issue_number(series=series, now=now, about=f"report:{report.pk}")
        number = f"{issued:02}/{symbol_of(report.unit_id, day_of(now), kind=SYMBOL)}"
        content = compose(report, now=now, number=number, signer=by.full_name, signer_title=by.title)
        report.state, report.number, report.signed_at, report.signed_by = ReportState.SIGNED, number, now, by
        report.snapshot, report.sha256 = content.as_data(), content.sha256()
        report.save()
        journal.record(
            actor=by.as_actor(),
            unit_id=report.unit_id,
            action="reporting.sign_off",
            target=("report", str(report.pk)),
            now=now,
            detail={"number": number, "sha256": report.sha256},
        )
        return report


def _require_signing_day(period: Period, now: datetime) -> None:
    rule = signing_rule(period)
    if day_of(now) < (first := rule.first_day(period)):
        raise PeriodIsOpen(first, rule.source)


def _units(report: Report, now: datetime) -> list[int]:
    """Return the units whose models stand in the report."""
    return units_below(report.unit_id, day_of(now)) if report.kind == ReportKind.QUARTER else [report.unit_id]


def words_seen(report: Report) -> str:
    """Return the fingerprint of the words and proposals of a report as they stand: it changes when they do."""
    texts = report.texts.order_by("section", "-seq").distinct("section").values_list("section", "seq")
    proposals = report.proposals.values_list("pk", "at")
    return ";".join(
        [f"{section}:{seq}" for section, seq in texts] + [f"{pk}@{at.timestamp():.0f}" for pk, at in proposals]
    )


def _enter_proposals(report: Report, by: Staff, now: datetime) -> None:
    for proposal in report.proposals.filter(initiative__isnull=True):
        proposal.initiative = propose_initiative(
            content=Initiative(title=proposal.title, problem=proposal.problem, solution=proposal.solution),
            origin_unit_id=report.unit_id,
            by=by,
            now=now,
        )
        proposal.save(update_fields=["initiative"])
