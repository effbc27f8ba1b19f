"""Write a message into the outbox, together with the change it tells of."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from motcua.foundation.messages.channels import WAYS
from motcua.foundation.messages.jobs import deliver_message
from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.foundation.ui.each_language import Said


def send_message(
    *,
    channel: Channel,
    to: str,
    subject: str,
    body: str,
    about: tuple[str, str],
    unit_id: int | None,
    now: datetime,
    once: str | None = None,
    language: str = "",
    link: tuple[str, Mapping[str, str]] | None = None,
    read_as: tuple[Said, Said] | None = None,
    path: str = "",
) -> OutboxMessage:
    """Write the message and, in the same transaction, the job that hands it over; return the row.

    Nothing is said before the caller's transaction is committed, and nothing at all when it is rolled back. `to` is an
    address or a phone number already checked. With `once` (such as "dossier:123:accepted") a second call returns the
    first row. `language` is that of the texts; the active one when empty. A channel without settings keeps the message
    with that state; in a demo nothing leaves the platform. `link` is a late link: its kind and what it is made of.
    `read_as` is subject and body in each language, for a message that is read on a page as well, `path` the address it
    leads to from there.
    """
    subject_said, body_said = read_as or (Said(), Said())
    message = OutboxMessage(
        channel=channel,
        to=to,
        subject=one_line(subject),
        body=body,
        subject_said=subject_said,
        body_said=body_said,
        path=path,
        link_kind=link[0] if link else "",
        link_given=dict(link[1]) if link else {},
        about_type=about[0],
        about_id=about[1],
        unit_id=unit_id,
        created_at=now,
        language=language or get_language() or settings.LANGUAGE_CODE,
        once=once,
    )
    place(message, now)
    with transaction.atomic(savepoint=False):
        if once is None:
            message.save(force_insert=True)
        elif (earlier := _written_before(message)) is not None:
            return earlier
        if message.state == State.QUEUED:
            deliver_message.defer(message_id=message.pk)
    return message


def one_line(subject: str) -> str:
    """Return a subject as it goes out."""
    return " ".join(subject.split())[:250]


def place(message: OutboxMessage, now: datetime) -> None:
    """Set the state a new message starts in."""
    way = WAYS[Channel(message.channel)]
    if not way.leaves:
        message.state, message.sent_at = State.SENT, now
    elif settings.DEMO:
        message.state = State.DEMO
    elif not way.is_on():
        message.state = State.NOT_CONFIGURED
    else:
        message.state, message.next_attempt_at = State.QUEUED, now


def _written_before(message: OutboxMessage) -> OutboxMessage | None:
    """Insert the message unless its key is taken; then return the row that took it."""
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    row = OutboxMessage.objects.get(once=message.once)
    message.pk = row.pk
    return None if row.reference == message.reference else row
