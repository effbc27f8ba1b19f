"""A hostile upload: what it is called, what it holds, and the code with which it must be refused."""

from collections.abc import Callable
from dataclasses import dataclass, field

from motcua.foundation.attachments.limits import FileLimits


@dataclass(frozen=True)
class Upload:
    """One attack; `make` builds the bytes when the test runs, `limits` are lowered where the real ones cost time."""

    title: str
    name: str
    make: Callable[[], bytes]
    code: str
    limits: FileLimits = field(default_factory=FileLimits)
