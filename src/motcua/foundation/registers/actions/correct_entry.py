"""Put a line of an official book right."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.foundation.registers.access import CORRECTORS
from motcua.foundation.registers.amendments import locked_entry, put_right
from motcua.foundation.registers.models import BookAmendment
from motcua.foundation.units.access import require_answering_role
from motcua.foundation.units.models import Staff


@transaction.atomic
def correct_entry(*, entry_id: int, columns: Mapping[str, str], reason: str, by: Staff, now: datetime) -> BookAmendment:
    """Put a line right; what stood there stays readable.

    Needs a clerk or leader of the unit that keeps the book, or of what took it over. Raises BookEntry.DoesNotExist,
    NotAllowed, and BookRefused without a reason or for a column that the book does not have.
    """
    entry = locked_entry(entry_id)
    require_answering_role(by, entry.book.unit_id, CORRECTORS, now)
    return put_right(entry, columns=columns, reason=reason, by=by.as_actor(), now=now)
