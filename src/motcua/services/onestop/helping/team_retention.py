"""How long it is kept who belonged to an advisory team, and who served when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db.models import DateTimeField, F
from django.db.models.functions import Cast, Least
from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.queries import was_destroyed
from motcua.foundation.retention.rules import key_in, terms_in
from motcua.foundation.retention.schedule import Ended, Ending, Found, RecordClass
from motcua.foundation.units.rules import day_of, start_of
from motcua.services.onestop.helping.actions.destroy_membership import destroy_membership
from motcua.services.onestop.helping.actions.destroy_roster import destroy_roster
from motcua.services.onestop.models import AdviceSession, TeamMember
from motcua.services.onestop.retention import ROOM

MEMBER: Final = "advisory_member"
ROSTER: Final = "advice_roster"


def members_ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the memberships that were over before a moment: left, run out, or the team was closed. One query."""
    over = Least("ended_at", "team__closed_at", Cast(F("valid__endswith"), DateTimeField()))
    dated = TeamMember.objects.filter(team__unit__in=unit_ids).annotate(at=over).filter(at__lt=before)
    rows = dated.order_by("at", "pk").values_list("pk", "team__unit", "at")
    return [Ended(str(pk), f"{pk}/TVT", unit_id, at) for pk, unit_id, at in rows[:most]]


def find_member(name: str) -> Found | None:
    """Return the membership with this number ("12/TVT"), also one that was destroyed; None when there was none."""
    key = key_in(name, ending="/TVT")
    unit_id = TeamMember.objects.filter(pk=key).values_list("team__unit", flat=True).first()
    if unit_id is not None:
        return Found(str(key), unit_id)
    line = was_destroyed(MEMBER, str(key))
    return None if line is None else Found(str(key), line.disposal.unit_id, is_destroyed=True)


def rosters_ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the sessions before a moment that still say who served, oldest first. One query."""
    over = AdviceSession.objects.filter(unit__in=unit_ids, day__lt=day_of(before), serving__isnull=False).distinct()
    rows = over.order_by("day", "pk").values_list("pk", "unit", "day")
    return [Ended(str(pk), f"{pk}/BTV", unit_id, start_of(day)) for pk, unit_id, day in rows[:most]]


def find_roster(name: str) -> Found | None:
    """Return the session with this number ("12/BTV"), None when there is none."""
    session = AdviceSession.objects.filter(pk=key_in(name, ending="/BTV")).first()
    if session is None:
        return None
    return Found(str(session.pk), session.unit_id, is_destroyed=not session.serving.exists())


MEMBERS: Final = RecordClass(
    code=MEMBER,
    label=_("Thành viên tổ tư vấn: ai, từ ngày nào, số điện thoại"),
    begins=_("ngày thôi làm thành viên"),
    terms=terms_in(ROOM, MEMBER),
    ended=members_ended,
    find=find_member,
    destroy=destroy_membership,
    covers=("onestop.TeamMember",),
)
ROSTERS: Final = RecordClass(
    code=ROSTER,
    label=_("Lịch trực tư vấn: ai phục vụ buổi nào"),
    begins=_("ngày tư vấn"),
    terms=terms_in(ROOM, ROSTER),
    ended=rosters_ended,
    find=find_roster,
    destroy=destroy_roster,
    covers=("onestop.AdviceSession",),
    ending=Ending.NIGHTLY,
)
