"""The ways out: each one hands a message over or says why it could not."""

from collections.abc import Callable
from dataclasses import dataclass

from motcua.foundation.messages.channels import email, inbox, sms
from motcua.foundation.messages.models import Channel, OutboxMessage


@dataclass(frozen=True)
class Way:
    """A channel's hands: `is_on` tells whether its settings are there, `hand_over` sends (raises NotDelivered).

    `leaves` tells whether a message leaves the platform; in a demo nothing does.
    """

    is_on: Callable[[], bool]
    hand_over: Callable[[OutboxMessage], None]
    leaves: bool = True


WAYS = {
    Channel.EMAIL: Way(email.is_on, email.hand_over),
    Channel.SMS: Way(sms.is_on, sms.hand_over),
    Channel.INBOX: Way(inbox.is_on, inbox.hand_over, leaves=False),
}
