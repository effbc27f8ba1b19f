"""Bring a line of an official book to what an act of a service has changed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.registers.amendments import locked_entry, put_right
from motcua.foundation.registers.models import BookAmendment


@transaction.atomic
def restate_entry(*, entry_id: int, columns: Mapping[str, str], reason: str, by: Actor, now: datetime) -> BookAmendment:
    """Correct a line after what a service did, in its transaction; what stood there stays readable.

    Whether `by` may do that has been decided by the act that the line follows: a new day is signed by the unit that
    decides, and the book is kept where the dossier was received. Raises BookEntry.DoesNotExist, and BookRefused without
    a reason or for a column that the book does not have.
    """
    return put_right(locked_entry(entry_id), columns=columns, reason=reason, by=by, now=now)
