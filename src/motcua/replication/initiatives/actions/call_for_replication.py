"""Ask units to take a recognised model over."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.units.rules import day_of
from motcua.replication.initiatives.change_state import Move, change_state
from motcua.replication.initiatives.lock import in_hand
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.needs import document_given
from motcua.replication.initiatives.refusals import InitiativeRefused
from motcua.replication.initiatives.states import Action


@transaction.atomic
def call_for_replication(
    *,
    initiative_id: int,
    unit_ids: Collection[int],
    document: str,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Initiative:
    """Return the model, to be taken over by `unit_ids` as well as by those named before; `document` orders it.

    Naming the same units by the same document again changes nothing. Needs a coordinator of the authority that keeps
    the register. Raises Initiative.DoesNotExist, NotAllowed, Conflict, NotNow, InitiativeRefused.
    """
    initiative = in_hand(
        Action.CALL_FOR_REPLICATION, initiative_id=initiative_id, by=by, now=now, expected_version=expected_version
    )
    words, named = document_given(document), sorted(set(unit_ids))
    if not named or Unit.objects.standing_on(day_of(now)).filter(pk__in=named).count() != len(named):
        raise InitiativeRefused("targets", _("Chưa chọn đơn vị, hoặc có đơn vị không còn hoạt động. Hãy chọn lại."))
    calls = initiative.events.filter(kind=Action.CALL_FOR_REPLICATION)
    if any(set(named) <= set(call.payload["units"]) and call.payload["document"] == words for call in calls):
        return initiative
    initiative.targets.add(*named)
    move = Move(Action.CALL_FOR_REPLICATION, reason=words, payload={"units": named, "document": words})
    change_state(initiative, move, by=by, now=now)
    return initiative
