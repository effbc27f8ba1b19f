"""Why a message could not be handed over."""


class NotDelivered(Exception):
    """The other side did not take the message. `is_final`: trying again would not help (no such address)."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final
