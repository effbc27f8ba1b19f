"""The doors of money for the access matrix."""

from motcua.foundation.units.models import Role
from tests.doors import Door, ForStaff, Public

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
CHARGES = frozenset({Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER, Role.AUDITOR})
CASHIERS = frozenset({Role.RECEPTIONIST})
MONEY_KEEPERS = frozenset({Role.LEADER})
MONEY_BOOKS = frozenset({Role.RECEPTIONIST, Role.LEADER, Role.AUDITOR})

MONEY_DOORS: dict[str, Door] = {
    "payments:pay": Public(),
    "payments:start": Public(frozenset({405})),
    "payments:notice": Public(),
    "payments:returned": Public(frozenset({400})),
    "payments:ipn": Public(),
    "payments_staff:charges": ForStaff(CHARGES),
    "payments_staff:charge": ForStaff(CHARGES, is_bound=True),
    "payments_staff:cash": ForStaff(CASHIERS, is_bound=True),
    "payments_staff:cancel": ForStaff(CASHIERS | MONEY_KEEPERS, is_bound=True),
    "payments_staff:notice": ForStaff(CHARGES, is_bound=True),
    "payments_staff:receipt": ForStaff(CHARGES, is_bound=True),
    "payments_staff:refund": ForStaff(MONEY_KEEPERS, is_bound=True),
    "payments_staff:waiting_refund": ForStaff(MONEY_KEEPERS, is_bound=True),
    "payments_staff:silent_order": ForStaff(MONEY_KEEPERS, is_bound=True),
    "payments_staff:statements": ForStaff(MONEY_BOOKS, writers=MONEY_KEEPERS),
    "payments_staff:statement": ForStaff(MONEY_KEEPERS, is_bound=True),
    "payments_staff:settle": ForStaff(MONEY_KEEPERS, is_bound=True),
    "payments_staff:days": ForStaff(MONEY_BOOKS),
    "payments_staff:day": ForStaff(MONEY_BOOKS, is_bound=True, writers=MONEY_KEEPERS),
    "payments_staff:day_file": ForStaff(MONEY_BOOKS, is_bound=True),
    "payments_staff:setup": ForStaff(ADMINISTRATOR),
    "payments_staff:fees": ForStaff(CHARGES | ADMINISTRATOR),
    "payments_staff:own_fee": ForStaff(ADMINISTRATOR),
}
