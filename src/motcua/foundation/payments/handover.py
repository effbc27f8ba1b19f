"""What a unit that ends hands on to its successor: charges with something still to be paid or given back."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.record import note
from motcua.foundation.payments.states import State
from motcua.foundation.units.successions import Handover

UNFINISHED = (State.OPEN, State.PART_PAID, State.OVERPAID)


def unfinished_charges_of(unit_id: int) -> int:
    """Return how many charges of the unit are not finished."""
    return Charge.objects.filter(unit=unit_id, state__in=UNFINISHED).count()


def hand_on(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move the charges; codes and links stay, what was paid stays in the books of the old unit. Again: none."""
    del on
    moving = list(Charge.objects.filter(unit=from_unit, state__in=UNFINISHED).order_by("pk").select_for_update())
    for charge in moving:
        charge.unit_id = to_unit
        charge.save(update_fields=["unit"])
        note("move_unit", charge, by=by, now=now, detail={"from_unit": from_unit})
    return len(moving)


HANDOVER = Handover("payments.charges", _("khoản thu chưa xong"), unfinished_charges_of, hand_on)
