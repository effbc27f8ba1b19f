"""Correct a proposal: its head, or one of its items; add one, or take one out."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.directives.change import in_hand, record_change
from motcua.replication.directives.corrections import (
    ROWS,
    UNCLEAR,
    HeadValues,
    ItemValues,
    Row,
    label_of,
    part_of,
    write_head,
    write_item,
)
from motcua.replication.directives.models import Directive


@transaction.atomic
def correct_head(
    *, directive_id: int, values: HeadValues, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Directive:
    """Return the proposal with another head.

    Needs a coordinator of the unit that keeps it. Raises Directive.DoesNotExist, NotAllowed, Conflict,
    AlreadyConfirmed, DirectiveRefused with the field that is wrong.
    """
    directive = in_hand(directive_id=directive_id, by=by, now=now, expected_version=expected_version)
    write_head(directive, values)
    record_change(directive, "correct", by=by, now=now, part="van-ban", label=directive.number)
    return directive


@transaction.atomic
def correct_item(
    *,
    directive_id: int,
    item_id: int | None,
    values: ItemValues,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
    settles_id: int | None = None,
) -> Row:
    """Return the item as corrected, or a new one when `item_id` is None. Its doubt is settled.

    `settles_id`: the unclear passage that a new item was made of; it goes, and the item stands where it stood. Needs
    and raises what `correct_head` does.
    """
    directive = in_hand(directive_id=directive_id, by=by, now=now, expected_version=expected_version)
    part = part_of(values)
    row = _row(directive, part, item_id) if item_id else None
    written = write_item(directive, row, values)
    if settles_id is not None:
        passage = _row(directive, UNCLEAR, settles_id)
        written.first_line, written.last_line = passage.first_line, passage.last_line
        written.save(update_fields=["first_line", "last_line"])
        passage.delete()
    record_change(directive, "correct" if row else "add", by=by, now=now, part=part, label=label_of(written))
    return written


@transaction.atomic
def remove_item(
    *,
    directive_id: int,
    part: str,
    item_id: int,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Directive:
    """Return the proposal without an item; of an unclear passage this means that it orders nothing.

    Needs and raises what `correct_head` does.
    """
    directive = in_hand(directive_id=directive_id, by=by, now=now, expected_version=expected_version)
    row = _row(directive, part, item_id)
    label = label_of(row)
    row.delete()
    record_change(directive, "remove", by=by, now=now, part=part, label=label)
    return directive


def _row(directive: Directive, part: str, item_id: int) -> Row:
    """Return an item of the directive; somebody else may have taken it out: then there is no such thing."""
    kind = ROWS[part]
    found: Row | None = kind.objects.filter(directive=directive, pk=item_id).first()
    if found is None:
        raise Directive.DoesNotExist
    return found
