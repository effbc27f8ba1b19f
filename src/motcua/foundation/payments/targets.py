"""What is a charge about, and where is that read? Rooms above say so; this room knows kinds and ids only."""

from collections.abc import Callable

from motcua.foundation.payments.models import Charge
from motcua.foundation.units.access import RoleSet

# from the id of the thing and the reader's roles to its address; "" for who may not read it
Addressing = Callable[[str, RoleSet], str]
_addressing: dict[str, Addressing] = {}


def register_target(kind: str, addressing: Addressing) -> None:
    """Say where staff read the things of a kind; called from a room's `apps.py`."""
    _addressing[kind] = addressing


def address_of_target(charge: Charge, roles: RoleSet) -> str:
    """Return the address of what a charge is about, "" where nobody has said or the reader may not."""
    addressing = _addressing.get(charge.target_kind)
    return addressing(charge.target_id, roles) if addressing is not None else ""
