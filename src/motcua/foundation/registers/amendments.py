"""How a line is amended: what completing and correcting have in common."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.registers.models import BookAmendment, BookEntry
from motcua.foundation.registers.rules import BookRefused, checked_line


def locked_entry(entry_id: int) -> BookEntry:
    """Return a line with its book and form, locked until the transaction ends."""
    return BookEntry.objects.select_for_update(of=("self",)).select_related("book__definition").get(pk=entry_id)


def put_right(entry: BookEntry, *, columns: Mapping[str, str], reason: str, by: Actor, now: datetime) -> BookAmendment:
    """Store a correction of a locked line; raise BookRefused without a reason or for a column it does not have."""
    if not reason.strip():
        raise BookRefused("reason", _("Hãy ghi lý do đính chính."))
    checked_line(entry.book.definition.book_columns(), columns)
    kind = BookAmendment.Kind.CORRECTION
    return amend(entry, kind=kind, columns=dict(columns), by=by, now=now, reason=reason.strip())


def amend(
    entry: BookEntry,
    *,
    kind: BookAmendment.Kind,
    columns: dict[str, str],
    by: Actor,
    now: datetime,
    reason: str = "",
) -> BookAmendment:
    """Store an amendment and journal it (the names of the columns only: they may hold personal data)."""
    made = BookAmendment.objects.create(
        entry=entry,
        kind=kind,
        columns=columns,
        reason=reason,
        amended_at=now,
        amended_by_name=by.name,
        amended_by_id=by.staff_id,
    )
    target = ("book_entry", str(entry.pk))
    detail = {"columns": ", ".join(sorted(columns)), "kind": str(kind)}
    record(actor=by, unit_id=entry.book.unit_id, action="registers.amend_entry", target=target, now=now, detail=detail)
    return made
