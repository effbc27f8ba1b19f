"""Destroy what a bank statement tells of payers, and leave the money: day, amount, reference, charge."""

from datetime import datetime

import pgtrigger
from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import LineSettlement, StatementFile, StatementLine
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff

_GONE = "–"  # in place of words that the database wants to be there
_GUARDS = ("payments.StatementFile:append_only", "payments.StatementLine:append_only")


@transaction.atomic
def destroy_statement(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Destroy the words of a statement and return True; False when they are gone, or a line still waits for a person.

    The file as the bank wrote it, the memos with their names, and what people wrote about lines go. What stays: that
    the file was taken over, its hash, and of each line day, amount, reference and what it was booked for.
    """
    file = StatementFile.objects.select_for_update().filter(pk=int(record_id)).first()
    if file is None or not file.content:
        return False
    lines = StatementLine.objects.filter(taken__file=file)
    if lines.filter(payment__isnull=True, settlement__isnull=True).exists():
        return False
    # nobody but this file goes past the guards of a statement (ADR 34)
    with pgtrigger.ignore(*_GUARDS, "payments.LineSettlement:append_only"):
        LineSettlement.objects.filter(line__taken__file=file).update(reason=_GONE)
        lines.update(memo="")
        StatementFile.objects.filter(pk=file.pk).update(content=b"", name=_GONE)
    journal.record(
        actor=actor_of(by),
        unit_id=file.unit_id,
        action="payments.destroy_statement",
        target=("statement_file", record_id),
        now=now,
    )
    return True
