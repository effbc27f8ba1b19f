"""That dossiers go on under a version: what may be agreed on as things stand, and how an agreement is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.dry_run import Verdict
from motcua.services.onestop.designing.move_jobs import begin_moves
from motcua.services.onestop.models import MovePlan, MoveRow, ProcedureVersion
from motcua.services.onestop.models.dossier import DossierQuerySet
from motcua.services.onestop.queries.dry_run import DryRow, dry_run
from motcua.services.onestop.refusals import DossierRefused


def agreed_rows(
    among: DossierQuerySet,
    document: ProcedureDocument,
    *,
    agreed: frozenset[int],
    looked_at: frozenset[int],
    now: datetime,
) -> list[DryRow]:
    """Return what is agreed (ids) as it stands now under `document`; raise DossierRefused when one may not be moved.

    `looked_at` are those for which a person was needed and has agreed; whatever needs one must be among them.
    """
    wanted = agreed | looked_at
    rows = dry_run(among.filter(pk__in=wanted), document, now=now)
    unseen = [row for row in rows if row.finding.verdict is Verdict.PERSON and row.dossier.pk not in looked_at]
    if len(rows) != len(wanted) or unseen or any(row.finding.verdict is Verdict.BLOCKED for row in rows):
        raise DossierRefused(
            "dry_run_changed",
            _("Có hồ sơ đã thay đổi từ lúc xem thử. Chưa ghi gì: hãy xem lại danh sách hồ sơ rồi đồng ý lại."),
        )
    return rows


def keep_agreement(
    version: ProcedureVersion, moving: Sequence[DryRow], *, by: Staff, now: datetime, number: int = 1
) -> MovePlan:
    """Keep the agreement with what a person looked at, and begin when the version holds today.

    Inside the caller's transaction; `number` says which agreement about this version it is.
    """
    plan = MovePlan.objects.create(version=version, number=number, agreed_by=by, agreed_at=now)
    rows = [MoveRow(plan=plan, dossier=row.dossier, reasons=row.finding.in_vietnamese()) for row in moving]
    MoveRow.objects.bulk_create(rows, batch_size=1000)
    if plan.first_day is not None and plan.first_day <= day_of(now):
        begin_moves(plan, by=by, now=now)
    return plan
