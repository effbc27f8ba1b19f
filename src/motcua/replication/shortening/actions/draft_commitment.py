"""Draft a shorter limit from what live use shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.shortening.access import may_draft
from motcua.replication.shortening.models import CommitmentDraft, DraftState
from motcua.replication.shortening.queries import Line, first_day, line_of
from motcua.replication.shortening.refusals import ShorteningRefused


@transaction.atomic
def draft_commitment(
    *, service: str, procedure: str, unit_id: int, amount: int, by: Staff, now: datetime, reason: str = ""
) -> CommitmentDraft:
    """Return the draft of a promise of the unit, with what it rests on; an open one of the procedure is replaced.

    `amount` is counted like the limit of the law. A limit that live use does not bear out, or too few matters, needs
    a reason. Needs the leader or the coordinator of the unit. Raises NotAllowed, and ShorteningRefused when the unit
    does not decide the procedure, when the limit is not shorter than what holds, or without a reason that is needed.
    """
    if not may_draft(roles_of(by, now), unit_id):
        raise NotAllowed
    line = line_of(service, procedure, [unit_id], now=now)
    if line is None:
        raise ShorteningRefused(
            "not_deciding", _("Đơn vị không giải quyết thủ tục này hoặc thủ tục không có thời hạn.")
        )
    _check(line, amount, reason)
    draft = _open_draft(line, unit_id)
    draft.amount, draft.law, draft.time_unit = amount, line.procedure.law.amount, line.procedure.law.unit
    draft.title, draft.reason, draft.evidence = line.procedure.title, reason.strip(), evidence_of(line, amount, now)
    draft.drafted_at, draft.drafted_by = now, by
    draft.version = draft.version + 1 if draft.pk else 1
    draft.save()
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="shortening.draft_commitment",
        target=("commitment_draft", str(draft.pk)),
        now=now,
        detail={"service": service, "procedure": procedure, "amount": amount},
    )
    return draft


def evidence_of(line: Line, amount: int, now: datetime) -> dict[str, Any]:
    """Return what the draft rests on, as it is kept: numbers in per mille and whole limits."""
    shortest, share = line.analysis.shortest, line.analysis.share(amount)
    return {
        "since": first_day(now).isoformat(),
        "matters": len(line.analysis.needed),
        "share_per_mille": None if share is None else int(share * 1000),
        "shortest": shortest and {"limit": shortest.limit, "low": shortest.low, "high": shortest.high},
    }


def _check(line: Line, amount: int, reason: str) -> None:
    holds = line.promised or line.procedure.law
    if not 1 <= amount < holds.amount:
        raise ShorteningRefused(
            "not_shorter", _("Thời hạn đề xuất phải ngắn hơn thời hạn đang áp dụng và ít nhất là một.")
        )
    shortest = line.analysis.shortest
    if (shortest is None or amount < shortest.high) and not reason.strip():
        raise ShorteningRefused(
            "reason",
            _("Số liệu chưa cho thấy thời hạn này giữ được trong 95% trường hợp. Hãy ghi biện pháp bảo đảm."),
        )


def _open_draft(line: Line, unit_id: int) -> CommitmentDraft:
    """Return the open draft of the procedure, locked, or a new one."""
    given = {"service": line.service.code, "procedure": line.procedure.code, "unit_id": unit_id}
    found = CommitmentDraft.objects.select_for_update().filter(**given, state=DraftState.DRAFTED).first()
    return found or CommitmentDraft(**given)
