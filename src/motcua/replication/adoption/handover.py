"""What a unit that ends hands on to its successor: the models it has taken over."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.successions import Handover, Turn
from motcua.replication.adoption.actions.move_adoptions import move_adoptions
from motcua.replication.adoption.models import Adoption


def open_adoptions_of(unit_id: int) -> int:
    """Return how many models the unit has planned or runs."""
    return Adoption.objects.open().filter(unit=unit_id).count()


def rows_of(unit_ids: Collection[int]) -> tuple[QuerySet[Adoption]]:
    """Return the open adoptions of the units."""
    return (Adoption.objects.open().filter(unit__in=unit_ids),)


def hand_on(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move the open adoptions; a second call finds none."""
    del on
    return move_adoptions(unit_id=from_unit, successor_id=to_unit, by=by, now=now)


HANDOVER = Handover("adoption.adoptions", _("mô hình đang áp dụng"), open_adoptions_of, rows_of, hand_on, Turn.OTHERS)
