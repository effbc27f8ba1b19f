"""What does reading and cleaning a file end in?"""

from dataclasses import dataclass


class CannotTake(Exception):
    """The file is refused; `code` is one of `refusals.CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Cleaned:
    """A file was read and written again: its media type as kept, its pages if it has any, was a thumbnail made."""

    received_media_type: str
    media_type: str
    pages: int | None
    has_thumbnail: bool
