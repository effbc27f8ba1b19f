"""Recognise a model."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.initiatives.change_state import Move, change_state
from motcua.replication.initiatives.lock import in_hand
from motcua.replication.initiatives.models import Conclusion, Initiative
from motcua.replication.initiatives.needs import document_given
from motcua.replication.initiatives.refusals import InitiativeRefused
from motcua.replication.initiatives.states import TRANSITIONS, Action, Need


@transaction.atomic
def recognise_initiative(
    *,
    initiative_id: int,
    recognised_by: str,
    by: Staff | Actor,
    now: datetime,
    elsewhere: bool = False,
    expected_version: int | None = None,
) -> Initiative:
    """Return the recognised model; `recognised_by` is the document that says so (number, date, issuer).

    Its last assessment must recommend it. `elsewhere`: another authority, or this one before it used the platform,
    recognised it; then no form is asked for and its life says so. Needs a coordinator of the authority that keeps the
    register. Raises Initiative.DoesNotExist, NotAllowed, Conflict, NotNow, InitiativeRefused.
    """
    action = Action.RECORD_RECOGNITION if elsewhere else Action.RECOGNISE
    initiative = in_hand(action, initiative_id=initiative_id, by=by, now=now, expected_version=expected_version)
    document = document_given(recognised_by)
    if Need.RECOMMENDATION in TRANSITIONS[action].needs:
        _require_recommendation(initiative)
    move = Move(action, sets={"recognised_by": document}, payload={"recognised_by": document})
    change_state(initiative, move, by=by, now=now)
    return initiative


def _require_recommendation(initiative: Initiative) -> None:
    last = initiative.assessments.last()
    if last is None or last.conclusion != Conclusion.RECOMMENDED:
        raise InitiativeRefused(
            "no_recommendation",
            _("Phiếu đánh giá gần nhất chưa đề nghị công nhận mô hình này. Hãy đánh giá lại trước khi công nhận."),
        )
