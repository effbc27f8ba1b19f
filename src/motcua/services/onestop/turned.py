"""By whose calendar does the time of dossiers count that moved to a successor? Each day by its unit's (ADR 41)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from motcua.foundation.worktime.turns import Whose
from motcua.services.onestop.clocks import DECIDING, RECEIVING, whose_turns
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.states import Action


class Turned(NamedTuple):
    """Whose calendars count for a dossier: before acceptance that of the counter, after it the deciding unit's."""

    receiving: Whose
    deciding: Whose


def deciding_turns(dossier: Dossier) -> Whose:
    """Return whose calendars count for one dossier since its acceptance. One query."""
    moves = DossierEvent.objects.filter(dossier=dossier, kind=Action.MOVE_UNIT).order_by("seq")
    return whose_turns(dossier.deciding_unit_id, moves.values_list("at", "payload"), DECIDING)


def turned_among(dossiers: QuerySet[Any, Any]) -> dict[int, Turned]:
    """Return whose calendars count for those of `dossiers` (a query of ids) that ever moved. One query."""
    moved = DossierEvent.objects.filter(kind=Action.MOVE_UNIT, dossier__in=dossiers).order_by("dossier", "seq")
    moves: dict[int, list[tuple[datetime, Mapping[str, Any]]]] = defaultdict(list)
    present: dict[int, tuple[int, int]] = {}
    columns = ("dossier", "dossier__receiving_unit", "dossier__deciding_unit", "at", "payload")
    for dossier, receiving, deciding, at, payload in moved.values_list(*columns):
        moves[dossier].append((at, payload))
        present[dossier] = receiving, deciding
    return {
        dossier: Turned(
            receiving=whose_turns(receiving, moves[dossier], RECEIVING),
            deciding=whose_turns(deciding, moves[dossier], DECIDING),
        )
        for dossier, (receiving, deciding) in present.items()
    }
