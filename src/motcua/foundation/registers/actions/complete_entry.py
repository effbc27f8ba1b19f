"""Fill in what comes later to a line of an official book."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.registers.amendments import amend, locked_entry
from motcua.foundation.registers.models import BookAmendment
from motcua.foundation.registers.queries import line_of
from motcua.foundation.registers.rules import checked_completion


def complete_entry(*, entry_id: int, columns: Mapping[str, str], by: Actor, now: datetime) -> BookAmendment:
    """Fill in later columns of a line, such as the day of return; also after the book is closed.

    Raises BookRefused for a column that is not a later one or is filled in already.
    """
    with transaction.atomic():
        entry = locked_entry(entry_id)
        given = checked_completion(entry.book.definition.book_columns(), line_of(entry), columns)
        return amend(entry, kind=BookAmendment.Kind.COMPLETION, columns=given, by=by, now=now)
