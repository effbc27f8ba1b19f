"""Draft an apology for every dossier whose due time is near and whose work is not done."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.worktime.months import month_of
from motcua.services.onestop.actions.draft_apology import draft_apology
from motcua.services.onestop.delays import draft_horizon, needs_draft, proposed_day, proposed_reason
from motcua.services.onestop.models import Dossier

log = logging.getLogger(__name__)
# units' own days off move their horizons: rows this much later are looked at too, one by one
SLACK = timedelta(days=14)


def draft_apologies(*, now: datetime) -> int:
    """Return how many letters were drafted, each in a transaction of its own; a second run finds none to draft.

    Raises CalendarMissing when the common calendar does not reach far enough; a unit's dossier that fails is left for
    the next run, and the log says why.
    """
    horizon = draft_horizon(unit_id=None, now=now)
    is_near = Q(red_at__lte=now, next_due_at__lte=horizon + SLACK) | Q(amber_at__lte=now, next_due_at__lte=horizon)
    running = Dossier.objects.filter(is_resting=False, due_order__lte=month_of(horizon + SLACK))
    waiting = running.filter(is_near, accepted_at__isnull=False, apology_drafted_at=None)
    drafted = 0
    for pk in waiting.order_by("next_due_at", "pk").values_list("pk", flat=True):
        try:
            drafted += _draft(pk, now)
        except Refused as fault:
            log.warning("No apology could be drafted for dossier %s: %s", pk, fault)
    return drafted


@transaction.atomic
def _draft(pk: int, now: datetime) -> bool:
    dossiers = Dossier.objects.select_related("procedure_version").defer("procedure_version__document")
    dossier = dossiers.select_for_update(of=("self",)).get(pk=pk)
    if dossier.is_resting or not needs_draft(dossier, now=now):
        return False
    draft_apology(
        dossier_id=pk,
        reason=proposed_reason(dossier),
        new_day=proposed_day(dossier, now=now),
        by=Actor.system(),
        now=now,
    )
    return True
