"""Put a line of an official book right."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.registers.amendments import amend, locked_entry
from motcua.foundation.registers.models import BookAmendment
from motcua.foundation.registers.rules import BookRefused, checked_line


def correct_entry(*, entry_id: int, columns: Mapping[str, str], reason: str, by: Actor, now: datetime) -> BookAmendment:
    """Put a line right; what stood there stays readable.

    Raises BookRefused without a reason or for a column that the book does not have.
    """
    if not reason.strip():
        raise BookRefused("reason", _("Hãy ghi lý do đính chính."))
    with transaction.atomic():
        entry = locked_entry(entry_id)
        checked_line(entry.book.definition.book_columns(), columns)
        return amend(
            entry, kind=BookAmendment.Kind.CORRECTION, columns=dict(columns), by=by, now=now, reason=reason.strip()
        )
