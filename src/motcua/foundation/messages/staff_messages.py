"""Say something to members of staff: always in their list of notices, and by e-mail when they have an address.

An e-mail goes in Vietnamese, the language of the file; a notice is read on a page, in the language of that page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel, OutboxMessage, OutboxQuerySet
from motcua.foundation.ui.each_language import Said
from motcua.foundation.units.models import Role, RoleAssignment, Staff
from motcua.foundation.units.rules import day_of

RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Words:
    """What is said, in each language, and the address of the page it is about."""

    subject: Said
    body: Said
    path: str


def box_of(staff_id: int) -> str:
    """Return where the notices of a member of staff lie."""
    return f"staff:{staff_id}"


def notices_of(staff_id: int) -> OutboxQuerySet:
    """Return the notices of a member of staff."""
    return OutboxMessage.objects.filter(channel=Channel.INBOX, to=box_of(staff_id))


def recent_notices(staff_id: int, now: datetime) -> int:
    """Return how many notices a member of staff got in the last days. One query."""
    return notices_of(staff_id).filter(created_at__gt=now - RECENT).count()


def send_to_staff(
    people: Iterable[Staff],
    words: Words,
    *,
    about: tuple[str, str],
    unit_id: int,
    now: datetime,
    once: str | None = None,
) -> int:
    """Put the message into the outbox for each of `people` (with their accounts at hand); return how many people.

    `once` is the sender's key, made one for each person and channel: a second call with it writes nothing.
    """
    told = {person.pk: person for person in people}
    with translation.override("vi"):
        subject, body, link = str(words.subject), str(words.body), _link(words.path)
    for person in sorted(told.values(), key=lambda each: each.pk):
        ways = [(Channel.INBOX, box_of(person.pk), body)]
        if person.user.email:
            ways.append((Channel.EMAIL, person.user.email, f"{body} {link}"))
        for channel, to, text in ways:
            send_message(
                channel=channel,
                to=to,
                subject=subject,
                body=text,
                read_as=(words.subject, words.body),
                path=words.path,
                about=about,
                unit_id=unit_id,
                now=now,
                once=f"{once}:{person.pk}:{channel.value}" if once else None,
                language="vi",
            )
    return len(told)


def holders(unit_ids: Iterable[int], role: Role, now: datetime) -> list[Staff]:
    """Return the staff who hold the role in one of the units itself at `now`, with their accounts. One query."""
    standing = RoleAssignment.objects.standing(day_of(now), now).filter(unit__in=list(unit_ids), role=role)
    found = Staff.objects.working().filter(pk__in=standing.values("staff"))
    return list(found.select_related("user").order_by("pk"))


def _link(path: str) -> str:
    return _("Xem tại: %(address)s") % {"address": settings.PUBLIC_URL + path}
