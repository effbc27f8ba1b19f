"""What an address of the platform may show to whom, as the access matrix declares it."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.foundation.units.models import Role


@dataclass(frozen=True)
class Public:
    """An address for everybody. `answers`: what a GET may answer."""

    answers: frozenset[int] = frozenset({200})


@dataclass(frozen=True)
class Account:
    """An address of one's own account: whoever has not signed in is sent to do so, unless it is a `door`."""

    is_door: bool = False


@dataclass(frozen=True)
class ForStaff:
    """An address for staff with one of `roles`; `is_bound`: only for things of a unit where the role is held.

    `writers`: who may also change what the others only read.
    """

    roles: frozenset[Role] = frozenset(Role)
    is_bound: bool = False
    writers: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True)
class Nowhere:
    """An address that shows nothing to anybody of this matrix: a demo's, or one that a secret of its own opens."""


Door = Public | Account | ForStaff | Nowhere
