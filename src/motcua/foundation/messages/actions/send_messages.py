"""Write many messages into the outbox at once, together with the change they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from procrastinate.types import JSONDict

from motcua.foundation.messages.actions.send_message import one_line, place
from motcua.foundation.messages.jobs import deliver_message
from motcua.foundation.messages.models import Channel, OutboxMessage, State


@dataclass(frozen=True)
class Outgoing:
    """One of many messages; see `send_message` for the meaning of each part."""

    channel: Channel
    to: str
    subject: str
    body: str
    about: tuple[str, str]
    unit_id: int | None
    language: str


def send_messages(outgoing: Iterable[Outgoing], *, now: datetime) -> int:
    """Write the messages and the jobs that hand them over, in the caller's transaction, and return how many.

    Two statements for thousands. It does for many what `send_message` does for one; none of them is written once only.
    """
    rows = [_row(each, now) for each in outgoing]
    if not rows:
        return 0
    with transaction.atomic(savepoint=False):
        OutboxMessage.objects.bulk_create(rows)
        jobs: list[JSONDict] = [{"message_id": row.pk} for row in rows if row.state == State.QUEUED]
        if jobs:
            deliver_message.batch_defer(*jobs)
    return len(rows)


def _row(outgoing: Outgoing, now: datetime) -> OutboxMessage:
    message = OutboxMessage(
        channel=outgoing.channel,
        to=outgoing.to,
        subject=one_line(outgoing.subject),
        body=outgoing.body,
        about_type=outgoing.about[0],
        about_id=outgoing.about[1],
        unit_id=outgoing.unit_id,
        created_at=now,
        language=outgoing.language,
    )
    place(message, now)
    return message
