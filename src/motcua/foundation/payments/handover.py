"""What a unit that ends hands on to its successor: every charge with what hangs on it, and lines nobody has settled."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import SILENT, Charge, GatewayOrder, Refund, RefundState, StatementLine
from motcua.foundation.payments.record import note
from motcua.foundation.payments.states import State
from motcua.foundation.units.successions import Handover, Turn

UNFINISHED = (State.OPEN, State.PART_PAID, State.OVERPAID)
_IN_WORK = (
    Q(state__in=UNFINISHED) | Q(refunds__state=RefundState.ASKED) | Q(orders__in=GatewayOrder.objects.filter(SILENT))
)


def unfinished_charges_of(unit_id: int) -> int:
    """Return how many charges of the unit are not finished: owed, to be given back, or waiting for the gateway."""
    return Charge.objects.filter(_IN_WORK, unit=unit_id).distinct().count()


def charge_rows(unit_ids: Collection[int]) -> tuple[QuerySet[Charge], QuerySet[Refund]]:
    """Return the charges of the units, and their refunds in work."""
    charges = Charge.objects.filter(unit__in=unit_ids)
    return charges, Refund.objects.filter(charge__in=charges, state=RefundState.ASKED)


def hand_on_charges(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move the charges and return how many were not finished; again: none.

    Codes and links stay, what was paid stays in the books of the old unit. Finished charges go too: money may come for
    them once more, and a receipt is asked for again. Refunds in work are booked where the charge is.
    """
    del on
    held = [*Charge.objects.filter(unit=from_unit).order_by("pk").select_for_update().values_list("pk", flat=True)]
    unfinished = [*Charge.objects.filter(_IN_WORK, unit=from_unit).order_by("pk").distinct()]
    Charge.objects.filter(unit=from_unit).update(unit=to_unit)
    Refund.objects.filter(charge__in=unfinished, state=RefundState.ASKED).update(unit=to_unit)
    for charge in unfinished:
        charge.unit_id = to_unit
        note("move_unit", charge, by=by, now=now, detail={"from_unit": from_unit})
    _tell("charges_moved", from_unit, to_unit, len(held) - len(unfinished), by=by, now=now)
    return len(unfinished)


def unsettled_lines_of(unit_id: int) -> int:
    """Return how many lines of statements wait for a leader of the unit."""
    return _unsettled(unit_id).count()


def line_rows(unit_ids: Collection[int]) -> tuple[QuerySet[StatementLine]]:
    """Return the lines of statements that the units decide about."""
    return (StatementLine.objects.filter(settling__in=unit_ids),)


def hand_on_lines(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Have the successor decide about the lines of the unit and return how many nobody had settled; again: none.

    The lines stay in the books of the day and unit whose statement told of them. Settled ones go too: a later statement
    of the same account may tell of them again, and they are taken once.
    """
    del on
    waiting = unsettled_lines_of(from_unit)
    StatementLine.objects.filter(settling=from_unit).update(settling=to_unit)
    _tell("lines_moved", from_unit, to_unit, waiting, by=by, now=now)
    return waiting


def _unsettled(unit_id: int) -> QuerySet[StatementLine]:
    return StatementLine.objects.filter(settling=unit_id, payment__isnull=True, settlement__isnull=True)


def _tell(act: str, from_unit: int, to_unit: int, count: int, *, by: Actor, now: datetime) -> None:
    """Write into the successor's journal how many came besides those that have an entry of their own."""
    if count:
        journal.record(
            actor=by,
            unit_id=to_unit,
            action=f"payments.{act}",
            target=("unit", str(from_unit)),
            now=now,
            detail={"from_unit": from_unit, "count": count},
        )


HANDOVERS = (
    Handover(
        "payments.charges", _("khoản thu chưa xong"), unfinished_charges_of, charge_rows, hand_on_charges, Turn.MONEY
    ),
    Handover("payments.lines", _("dòng sao kê chưa xử lý"), unsettled_lines_of, line_rows, hand_on_lines, Turn.MONEY),
)
