"""Stop the clock of a dossier for what the law does not count: public posting, another agency, force majeure."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import change_state
from motcua.services.onestop.clock_rules import HOLDS
from motcua.services.onestop.holds import Hold, held_move
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import legal_ground_given, reason_given, refuse_personal_data
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action


@transaction.atomic
def pause_clock(
    *, dossier_id: int, hold: Hold, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, whose clock stands still until `resume_clock`; the work on it may go on meanwhile.

    Reason and legal ground are shown at the look-up. Waiting for papers or for payment are acts of their own
    (`request_supplement`, `request_payment`). Needs whoever has the present step. Raises Dossier.DoesNotExist,
    NotAllowed, NotNow, HeldByColleague, Conflict, NeedMissing, DossierRefused for another cause or for words that say
    who the applicant is.
    """
    dossier, _roles = in_hand(Action.PAUSE, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if hold.cause not in HOLDS:
        raise DossierRefused("cause", _("Chờ bổ sung hoặc chờ nộp tiền có việc riêng: hãy chọn việc đó."))
    given = Hold(hold.cause, reason_given(hold.reason), legal_ground_given(hold.legal_ground), hold.evidence.strip())
    refuse_personal_data(dossier, [given.reason, given.legal_ground])
    change_state(dossier, held_move(given), by=by.as_actor(), now=now)
    return dossier
