"""Who acts: a member of staff, a citizen, a program, or the system itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class ActorKind(StrEnum):
    """The four kinds of hands that change something."""

    STAFF = "staff"
    CITIZEN = "citizen"
    API = "api"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts, as the journal keeps it: kind, name, and the staff id and unit id when there are any."""

    kind: ActorKind
    name: str = ""
    staff_id: int | None = None
    unit_id: int | None = None

    @classmethod
    def citizen(cls, name: str = "") -> Self:
        """A citizen at the public pages."""
        return cls(ActorKind.CITIZEN, name)

    @classmethod
    def api(cls, name: str) -> Self:
        """A program at the API."""
        return cls(ActorKind.API, name)

    @classmethod
    def system(cls, name: str = "motcua") -> Self:
        """A job or command of the platform."""
        return cls(ActorKind.SYSTEM, name)
