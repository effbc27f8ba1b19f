"""The doors of procedures, time limits, books and many dossiers at once, for the access matrix."""

from motcua.foundation.registers.access import CORRECTORS
from motcua.foundation.units.models import Role
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.owners import WORKERS
from tests.doors import Door, ForStaff

NOBODY: frozenset[Role] = frozenset()  # nothing of the matrix lies behind such an address
LEADERS = frozenset({Role.LEADER})
BOOKS = frozenset({Role.RECEPTIONIST, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR})

WORK_DOORS: dict[str, Door] = {
    "registers:books": ForStaff(BOOKS),
    "registers:book": ForStaff(BOOKS, is_bound=True),
    "registers:correct": ForStaff(frozenset(CORRECTORS), is_bound=True),
    "documents:book_xlsx": ForStaff(BOOKS, is_bound=True),
    "documents:book_pdf": ForStaff(BOOKS, is_bound=True),
    "onestop_staff:answers": ForStaff(frozenset(READERS)),
    "onestop_staff:apologies": ForStaff(frozenset(READERS)),
    "onestop_staff:batches": ForStaff(frozenset(WORKERS)),
    "onestop_staff:batch": ForStaff(NOBODY),  # one's own: tests/services/onestop/web/staff/test_batches.py
    "onestop_staff:batch_series": ForStaff(NOBODY),  # one's own: tests/services/onestop/web/staff/test_batch_series.py
    "onestop_staff:share_out": ForStaff(LEADERS),
    "onestop_staff:hand_on": ForStaff(LEADERS),
    "onestop_staff:save_filter": ForStaff(frozenset(READERS)),
    "onestop_staff:drop_filter": ForStaff(frozenset(READERS)),
    # procedures are written by an administrator of every unit, whom the matrix does not have: tests/services/onestop
    "onestop_staff:definitions": ForStaff(NOBODY),
    "onestop_staff:new_definition": ForStaff(NOBODY),
    "onestop_staff:import_definitions": ForStaff(NOBODY),
    "onestop_staff:definitions_file": ForStaff(NOBODY),
    "onestop_staff:definition_file": ForStaff(NOBODY),
    "onestop_staff:moves": ForStaff(NOBODY),
    "onestop_staff:withdraw_moves": ForStaff(NOBODY),
    "onestop_staff:agree_moves": ForStaff(NOBODY),
    "onestop_staff:definition": ForStaff(NOBODY),
    "onestop_staff:compare_definition": ForStaff(NOBODY),
    "onestop_staff:publish_definition": ForStaff(NOBODY),
    "onestop_staff:discard_definition": ForStaff(NOBODY),
    "onestop_staff:definition_area": ForStaff(NOBODY),
    "onestop_staff:definition_item": ForStaff(NOBODY),
    "onestop_staff:definition_condition": ForStaff(NOBODY),
}
