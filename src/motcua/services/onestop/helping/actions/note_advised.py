"""Write down how many people came for advice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import AdviceSession
from motcua.services.onestop.models.advice import MOST_ADVISED
from motcua.services.onestop.models.helping import TEAM_KEEPERS


@transaction.atomic
def note_advised(*, session_id: int, people: int, by: Staff, now: datetime) -> AdviceSession:
    """Return the session with its number of people; a second number replaces the first, and the journal has both.

    By whoever served, or a leader or administrator of the team's unit. Raises AdviceSession.DoesNotExist, NotAllowed,
    HelpRefused before it began, for one that was cancelled, and for a number that cannot be.
    """
    session = AdviceSession.objects.select_related("team").select_for_update(of=("self",)).get(pk=session_id)
    if not session.serving.filter(pk=by.pk).exists():
        require_role(by, session.team.unit_id, TEAM_KEEPERS, now)
    if session.cancelled_at is not None:
        raise HelpRefused("session_cancelled", _("Buổi tư vấn này đã hủy nên không có số người để ghi."))
    if now < datetime.combine(session.day, session.opens, ZONE):
        raise HelpRefused("not_begun", _("Buổi tư vấn này chưa bắt đầu. Hãy ghi số người khi xong buổi."))
    if not 0 <= people <= MOST_ADVISED:
        raise HelpRefused("too_many_people", _("Số người từ 0 đến 2000. Hãy xem lại con số."))
    session.advised, session.noted_at = people, now
    session.save(update_fields=["advised", "noted_at"])
    journal.record(
        actor=by.as_actor(),
        unit_id=session.team.unit_id,
        action="onestop.advice_noted",
        target=("advisory_team", str(session.team_id)),
        now=now,
        detail={"session": session.pk, "people": people},
    )
    return session
