"""Set up an advisory team of a unit."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import AdvisoryTeam, TeamKind
from motcua.services.onestop.models.helping import TEAM_KEEPERS


@transaction.atomic
def set_up_team(
    *,
    unit_id: int,
    name: str,
    kind: TeamKind,
    document: str,
    formed_on: date,
    by: Staff,
    now: datetime,
    name_en: str = "",
) -> AdvisoryTeam:
    """Return a new team without members; `document` is the decision that sets it up, if there is one.

    `name_en` is its name on English pages, where it has one.

    Needs a leader or administrator of the unit. Raises NotAllowed, HelpRefused.
    """
    require_role(by, unit_id, TEAM_KEEPERS, now)
    known = name.strip()[:120]
    if not known:
        raise HelpRefused("team_name", _("Chưa ghi tên tổ."))
    team, is_new = AdvisoryTeam.objects.get_or_create(
        unit_id=unit_id,
        name=known,
        defaults={
            "name_en": name_en.strip()[:120],
            "kind": kind,
            "document": document.strip()[:200],
            "formed_on": formed_on,
        },
    )
    if not is_new:
        raise HelpRefused("team_known", _("Đơn vị đã có tổ tên này. Hãy mở tổ đó để sửa, hoặc đặt tên khác."))
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="onestop.advisory_team_set_up",
        target=("advisory_team", str(team.pk)),
        now=now,
        detail={"name": team.name, "kind": str(kind)},
    )
    return team
