"""Messages that are read on the page of the thing they are about: to be written is to be delivered."""

from motcua.foundation.messages.models import OutboxMessage


def is_on() -> bool:
    """It needs no settings."""
    return True


def hand_over(message: OutboxMessage) -> None:
    """Do nothing: whoever looks the thing up sees the row."""
