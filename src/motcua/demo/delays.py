"""What is about to be late at the end of the demo: apologies are drafted as everywhere, and leaders sign the first."""

from __future__ import annotations

from datetime import date, datetime

from motcua.demo.story import Office
from motcua.foundation.units.models import Role
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.draft_apologies import draft_apologies
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action

SIGNED = 2
REASON = "Hồ sơ cần xác minh thêm tại thực địa nên chưa kịp trả kết quả đúng hẹn."


def tell_delays(office: Office, *, now: datetime) -> None:
    """Draft what has to be said by `now`; two of the letters are signed, the others wait in the leaders' list."""
    draft_apologies(now=now)
    for dossier in Dossier.objects.filter(apology_drafted_at__isnull=False).order_by("code")[:SIGNED]:
        draft = dossier.events.filter(kind=Action.DRAFT_APOLOGY).latest("seq")
        apologise(
            dossier_id=dossier.pk,
            reason=REASON,
            new_day=date.fromisoformat(draft.payload["new_day"]),
            by=office.of(Role.LEADER, dossier.deciding_unit_id),
            now=now,
        )
