"""Hand one message over: at least once, and at most once unless the process dies at the wrong moment.

Two short transactions. The first counts the attempt and commits, so that a process that dies while sending has used one
up. The second holds the row's lock while the other side is spoken to, so that no second worker speaks at the same time,
and marks the outcome. A process killed between the other side's "taken" and our commit leaves the message unsent: it
goes out once more with the same reference, by which the receiver can tell.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.foundation.messages.channels import WAYS
from motcua.foundation.messages.channels.faults import NotDelivered
from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.foundation.messages.rules import next_attempt

REASON_LIMIT = 500
_BEGINNING = 2  # words, such as "HTTP 400"


def deliver(message_id: int, *, now: datetime) -> OutboxMessage | None:
    """Try once to hand the message over and return it with its new state.

    Returns None when there is nothing to do: it is delivered, given up, gone, or another worker has it in hand.
    """
    if not _count_attempt(message_id):
        return None
    with transaction.atomic():
        message = _locked(message_id)
        if message is None:
            return None
        way = WAYS[Channel(message.channel)]
        if settings.DEMO or not way.is_on():
            return _settle(message, State.DEMO if settings.DEMO else State.NOT_CONFIGURED)
        try:
            way.hand_over(message)
        except NotDelivered as fault:
            return _postpone(message, fault, now)
        message.sent_at, message.last_error = now, ""
        return _settle(message, State.SENT)


def _count_attempt(message_id: int) -> bool:
    with transaction.atomic():
        message = _locked(message_id)
        if message is None:
            return False
        message.attempts += 1
        message.save(update_fields=["attempts"])
        return True


def _locked(message_id: int) -> OutboxMessage | None:
    return OutboxMessage.objects.unsent().select_for_update(skip_locked=True).filter(pk=message_id).first()


def _postpone(message: OutboxMessage, fault: NotDelivered, now: datetime) -> OutboxMessage:
    message.last_error = _told(message, fault.reason)[:REASON_LIMIT]
    again = None if fault.is_final else next_attempt(message.attempts, now)
    if again is None:
        return _settle(message, State.GIVEN_UP)
    return _settle(message, State.FAILED, again)


def _told(message: OutboxMessage, reason: str) -> str:
    """Return why it failed, for the list that staff read.

    An answer may repeat what was sent: of a message with a code or an address of its own only its beginning is kept.
    """
    return " ".join(reason.split()[:_BEGINNING]) if message.link_kind else reason


def _settle(message: OutboxMessage, state: State, again: datetime | None = None) -> OutboxMessage:
    message.state, message.next_attempt_at = state, again
    message.save(update_fields=["state", "next_attempt_at", "last_error", "sent_at"])
    return message
