"""What the worker does for the outbox."""

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from motcua.foundation.messages.delivery import deliver
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.messages.rules import OVERDUE
from motcua.foundation.worktime import clock

QUEUE = "messages"
REQUEUE_AT_MOST = 1000


@app.task(name="messages.deliver_message", queue=QUEUE)
def deliver_message(message_id: int) -> None:
    """Hand a message over; when the other side does not take it, come back later."""
    message = deliver(message_id, now=clock.now())
    if message is not None and message.next_attempt_at is not None:
        deliver_message.configure(schedule_at=message.next_attempt_at).defer(message_id=message_id)


@app.periodic(cron="*/10 * * * *", periodic_id="messages-requeue")
@app.task(name="messages.requeue_forgotten", queueing_lock="messages.requeue_forgotten")
def requeue_forgotten(timestamp: int) -> None:
    """Queue unsent messages again whose time passed: their job was lost, or its worker killed."""
    requeue_overdue(now=datetime.fromtimestamp(timestamp, UTC))


def requeue_overdue(*, now: datetime) -> int:
    """Queue messages that should have gone out ten minutes before `now` or earlier; return how many.

    A message may then have two jobs; the second finds nothing to do.
    """
    with transaction.atomic():
        overdue = OutboxMessage.objects.unsent().filter(next_attempt_at__lt=now - OVERDUE).order_by("next_attempt_at")
        found = list(overdue.select_for_update(skip_locked=True)[:REQUEUE_AT_MOST])
        for message in found:
            message.next_attempt_at = now
            deliver_message.defer(message_id=message.pk)
        OutboxMessage.objects.bulk_update(found, ["next_attempt_at"])
        return len(found)
