"""What a unit that ends hands on to its successor: its unfinished tasks and unclosed obstacles."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.successions import Handover, Turn
from motcua.replication.followup.actions.move_to_successor import move_to_successor
from motcua.replication.followup.models import Obstacle, Task


def open_work_of(unit_id: int) -> int:
    """Return how many tasks and obstacles of the unit are not finished."""
    return (
        Task.objects.unfinished().filter(unit=unit_id).count()
        + Obstacle.objects.unclosed().filter(unit=unit_id).count()
    )


def rows_of(unit_ids: Collection[int]) -> tuple[QuerySet[Task], QuerySet[Obstacle]]:
    """Return the unfinished tasks and unclosed obstacles of the units."""
    tasks, obstacles = Task.objects.unfinished(), Obstacle.objects.unclosed()
    return tasks.filter(unit__in=unit_ids), obstacles.filter(unit__in=unit_ids)


def hand_on(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move what is not finished, each with an event; a second call finds none."""
    del on
    return move_to_successor(unit_id=from_unit, successor_id=to_unit, by=by, now=now)


HANDOVER = Handover("followup.tasks", _("nhiệm vụ và vướng mắc chưa xong"), open_work_of, rows_of, hand_on, Turn.OTHERS)
