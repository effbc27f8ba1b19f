"""Which dossiers of units that ended can be read where their work went on? What was closed before: read, never changed.

What was open moved to the successor. What was closed stays with the unit that closed it; whoever took over answers the
people who come back with it, for a copy or with a complaint.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import taken_over_by
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.dossier import READERS


def of_predecessors(roles: RoleSet, *, now: datetime) -> QuerySet[Dossier]:
    """Return the closed dossiers of the units that were taken over where one works, to be found by their code only.

    They are in no list and no figure of the successor. One query for the units.
    """
    ended = taken_over_by(roles.unit_ids(*READERS), day=day_of(now))
    of_them = Q(receiving_unit__in=ended) | Q(deciding_unit__in=ended)
    return Dossier.objects.filter(of_them, closed_at__isnull=False)
