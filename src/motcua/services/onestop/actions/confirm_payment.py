"""Confirm that a financial obligation has been met: the clock runs again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.states import State as ChargeState
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.charges import awaited_charge, close_proved, journal_of_charges_is_last
from motcua.services.onestop.clocks import resumed_moments
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.rules import state_at
from motcua.services.onestop.states import Action


@transaction.atomic
def confirm_payment(
    *, dossier_id: int, by: Staff | Actor, now: datetime, evidence: str = "", expected_version: int | None = None
) -> Dossier:
    """Return the dossier, back where it was, its due time moved by the pause; `evidence` is the number of the receipt.

    The charge that was waited for falls away when somebody confirms it before it is paid here: nobody pays twice, and
    what comes all the same is given back. Needs the counter, or a specialist or leader of the office where it lies; the
    platform itself confirms what it has seen paid. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict,
    DossierRefused while the charge is paid in part.
    """
    dossier, _roles = in_hand(
        Action.CONFIRM_PAYMENT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    code, shown, actor = awaited_charge(dossier), evidence.strip(), actor_of(by)
    _refuse_part_paid(code)
    is_last = journal_of_charges_is_last(dossier)
    if code and not is_last:
        close_proved(dossier, code, evidence=shown, by=actor, now=now)
    move = Move(
        Action.CONFIRM_PAYMENT,
        state_at(dossier.procedure_version.content, dossier.step),
        sets=resumed_moments(dossier, now=now),
        payload={"evidence": shown},
    )
    change_state(dossier, move, by=actor, now=now)
    if code and is_last:
        close_proved(dossier, code, evidence=shown, by=actor, now=now)
    return dossier


def _refuse_part_paid(code: str) -> None:
    if code and Charge.objects.filter(code=code, state=ChargeState.PART_PAID).exists():
        raise DossierRefused(
            "part_paid",
            _(
                "Khoản thu đang chờ mới nhận được một phần. Chưa xác nhận: hãy thu nốt phần còn thiếu, hồ sơ tự được "
                "giải quyết tiếp; hoặc hoàn lại phần đã nhận rồi xác nhận."
            ),
        )
