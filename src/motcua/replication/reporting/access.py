"""Who may write, sign and read a report?"""

from datetime import datetime

from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_steer
from motcua.replication.reporting.models import SIGNERS, WRITERS, Report, ReportKind


def may_write(roles: RoleSet, unit_id: int, kind: str) -> bool:
    """Tell whether words may be written: a unit's own people its report, the coordinator the summary."""
    return may_steer(roles, unit_id) if kind == ReportKind.QUARTER else roles.has_any(unit_id, *WRITERS)


def may_sign(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether the report of the unit may be signed: its leader alone does."""
    return roles.has_any(unit_id, *SIGNERS)


def require_writer(report: Report, by: Staff, now: datetime) -> RoleSet:
    """Return the roles of `by`; raise NotAllowed unless they may write this report, or sign it."""
    roles = roles_of(by, now)
    if not (may_write(roles, report.unit_id, report.kind) or may_sign(roles, report.unit_id)):
        raise NotAllowed
    return roles
