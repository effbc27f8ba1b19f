"""How a line is amended: what completing and correcting have in common."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.registers.models import BookAmendment, BookEntry


def locked_entry(entry_id: int) -> BookEntry:
    """Return a line with its book and form, locked until the transaction ends."""
    return BookEntry.objects.select_for_update(of=("self",)).select_related("book__definition").get(pk=entry_id)


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
