"""Tell people of a contest something, by the outbox and in the transaction of what it is about."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.foundation.units.models import Role, RoleAssignment, Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.models import Contest


def tell(
    contest: Contest, people: Iterable[Staff], subject: StrOrPromise, body: StrOrPromise, *, now: datetime, once: str
) -> None:
    """Send each of them one message by e-mail, in Vietnamese; whoever has no address finds it on the pages."""
    with translation.override("vi"):
        words = {"title": contest.title}
        for person in people:
            if person.user.email:
                send_message(
                    channel=Channel.EMAIL,
                    to=person.user.email,
                    subject=str(subject) % words,
                    body=str(body) % words,
                    about=("contest", str(contest.pk)),
                    unit_id=contest.unit_id,
                    now=now,
                    once=f"contest:{contest.pk}:{once}:{person.pk}",
                )


def tell_units(contest: Contest, subject: StrOrPromise, body: StrOrPromise, *, now: datetime, once: str) -> None:
    """Tell the leaders of the units that may enter."""
    standing = RoleAssignment.objects.standing(day_of(now), now).filter(role=Role.LEADER, unit__in=contest.units.all())
    leaders = Staff.objects.working().filter(pk__in=standing.values("staff")).select_related("user").order_by("pk")
    tell(contest, leaders, subject, body, now=now, once=once)
