"""Destroy what a bank statement tells of payers, and leave the money: day, amount, reference, charge."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import pgtrigger
from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import DayClose, LineSettlement, StatementFile, StatementLine
from motcua.foundation.payments.reconciliation import DayBooks, Item
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff

_GONE = "–"  # in place of words that the database wants to be there
_GUARDS = (
    "payments.StatementLine:line_is_as_told",
    *(f"payments.{table}:append_only" for table in ("StatementFile", "LineSettlement", "DayClose")),
)


@transaction.atomic
def destroy_statement(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Destroy the words of a statement and return True; False when they are gone, or a line still waits for a person.

    The file as the bank wrote it, the memos with their names, also in the books of closed days, and what people wrote
    about lines go. What stays: that the file was taken over, its hash, and of each line day, amount, reference and what
    it was booked for; the sums of closed days.
    """
    file = StatementFile.objects.select_for_update().filter(pk=int(record_id)).first()
    if file is None or not file.content:
        return False
    lines = StatementLine.objects.filter(taken__file=file)
    if lines.filter(payment__isnull=True, settlement__isnull=True).exists():
        return False
    # nobody but this file goes past the guards of a statement (ADR 34)
    with pgtrigger.ignore(*_GUARDS):
        _empty_closed_days(list(lines.select_related("settlement__payment")))
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


def _empty_closed_days(lines: Sequence[StatementLine]) -> None:
    """Leave of what closed days tell of these lines their keys and amounts, also in the books of a successor."""
    settled = [one.settlement for one in lines if hasattr(one, "settlement")]
    keys = {f"line-{line.pk}" for line in lines} | {f"settled-{one.pk}" for one in settled}
    days = {line.day for line in lines} | {one.payment.day for one in settled if one.payment}
    units = {line.unit_id for line in lines} | {one.payment.unit_id for one in settled if one.payment}
    for closing in DayClose.objects.filter(unit__in=units, day__in=days):
        books = DayBooks.from_json(closing.content)
        emptied = replace(
            books,
            differences=tuple(_emptied(item, keys) for item in books.differences),
            matters=tuple(_emptied(item, keys) for item in books.matters),
        )
        DayClose.objects.filter(pk=closing.pk).update(content=emptied.as_json())


def _emptied(item: Item, keys: Collection[str]) -> Item:
    return replace(item, words=_GONE, explanation=_GONE) if item.key in keys else item
