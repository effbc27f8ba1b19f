"""Add a model to the proposals of a report, or take one away again."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.replication.reporting.access import require_writer
from motcua.replication.reporting.models import Report, ReportProposal, ReportState
from motcua.replication.reporting.refusals import ReportIsSigned


def propose_with_report(
    *, report_id: int, title: str, problem: str, solution: str, by: Staff, now: datetime
) -> ReportProposal:
    """Return the proposal; a second one with the same title is the first, revised. Signing enters it into the register.

    Raises Report.DoesNotExist, NotAllowed, ReportIsSigned.
    """
    with transaction.atomic():
        report = _open_report(report_id, by, now)
        words = {"problem": problem.strip(), "solution": solution.strip(), "at": now, "by": by}
        proposal, _is_new = ReportProposal.objects.update_or_create(report=report, title=title.strip(), defaults=words)
        _record(report, "reporting.propose", title.strip(), by, now)
        return proposal


def withdraw_proposal(*, report_id: int, proposal_id: int, by: Staff, now: datetime) -> None:
    """Take a proposal out of a report that is not signed; taking it away twice is no fault.

    Raises Report.DoesNotExist, NotAllowed, ReportIsSigned.
    """
    with transaction.atomic():
        report = _open_report(report_id, by, now)
        proposal = report.proposals.filter(pk=proposal_id).first()
        if proposal is None:
            return
        proposal.delete()
        _record(report, "reporting.withdraw_proposal", proposal.title, by, now)


def _open_report(report_id: int, by: Staff, now: datetime) -> Report:
    report = Report.objects.select_for_update().get(pk=report_id)
    require_writer(report, by, now)
    if report.state == ReportState.SIGNED:
        raise ReportIsSigned
    return report


def _record(report: Report, action: str, title: str, by: Staff, now: datetime) -> None:
    journal.record(
        actor=by.as_actor(),
        unit_id=report.unit_id,
        action=action,
        target=("report", str(report.pk)),
        now=now,
        detail={"title": title},
    )
