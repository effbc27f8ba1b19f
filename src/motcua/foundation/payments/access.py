"""Who may do what with money? The counter takes it, a leader keeps the books and gives back, an auditor reads."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.models import Payment
from motcua.foundation.payments.models.charges import READERS
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import main_successor
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of

CASHIERS = (Role.RECEPTIONIST,)
KEEPERS = (Role.LEADER,)
ARRANGERS = (Role.ADMINISTRATOR,)
BOOK_READERS = (Role.RECEPTIONIST, Role.LEADER, Role.AUDITOR)  # memos of a statement name people

__all__ = [
    "ARRANGERS",
    "BOOK_READERS",
    "CASHIERS",
    "KEEPERS",
    "READERS",
    "answers_for",
    "require_in",
    "require_other_hand",
]


def require_in(unit_id: int, *roles: Role, by: Staff, now: datetime) -> RoleSet:
    """Return the roles of `by`; raise NotAllowed unless one of `roles` is held in the unit."""
    held = roles_of(by, now)
    if not held.has_any(unit_id, *roles):
        raise NotAllowed
    return held


def answers_for(unit_id: int, now: datetime) -> int:
    """Return the unit that answers for the books of this one at `now`: itself, or whichever took over its work."""
    return main_successor(unit_id, day=day_of(now)) or unit_id


def require_other_hand(payment: Payment, by: Staff) -> None:
    """Raise PaymentRefused when whoever gives money back is the one who took it."""
    if payment.recorded_by_id == by.pk:
        raise PaymentRefused(
            "same_hand", _("Người thu không tự hoàn tiền. Chưa hoàn gì: hãy để lãnh đạo khác của đơn vị thực hiện.")
        )
