"""Say that a team does not sit where it was announced."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import AdviceSession
from motcua.services.onestop.models.helping import TEAM_KEEPERS
from motcua.services.onestop.needs import reason_given


@transaction.atomic
def cancel_session(*, session_id: int, reason: str, by: Staff, now: datetime) -> AdviceSession:
    """Return the cancelled session; the public page shows it with the reason. Cancelled again it keeps its first.

    Needs a leader or administrator of the team's unit. Raises AdviceSession.DoesNotExist, NotAllowed, NeedMissing,
    HelpRefused for one that took place.
    """
    session = AdviceSession.objects.select_related("team").select_for_update(of=("self",)).get(pk=session_id)
    require_role(by, session.team.unit_id, TEAM_KEEPERS, now)
    if session.cancelled_at is not None:
        return session
    if session.noted_at is not None:
        raise HelpRefused("took_place", _("Buổi tư vấn này đã diễn ra và đã ghi số người nên không hủy được."))
    session.cancelled_at, session.reason = now, reason_given(reason)[:200]
    session.save(update_fields=["cancelled_at", "reason"])
    journal.record(
        actor=by.as_actor(),
        unit_id=session.team.unit_id,
        action="onestop.advice_cancelled",
        target=("advisory_team", str(session.team_id)),
        now=now,
        detail={"session": session.pk, "reason": session.reason},
    )
    return session
