"""The doors of figures, for the access matrix. Nothing has been counted in it yet."""

from motcua.foundation.units.models import Role
from motcua.services.onestop.figures.access import FIGURE_READERS
from tests.doors import Door, ForStaff, Public

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

# pages of a unit that the query names, and by which word
OF_A_UNIT = {
    "onestop_staff:procedures": "don-vi",
    "figures:period": "co-quan",
    "figures:quality": "co-quan",
    "figures:ask_for_export": "co-quan",
}

FIGURE_DOORS: dict[str, Door] = {
    "figures:period": ForStaff(frozenset(FIGURE_READERS), is_bound=True),
    "figures:ask_for_export": ForStaff(frozenset(FIGURE_READERS), is_bound=True),
    "figures:export": ForStaff(frozenset()),  # one's own files: tests/services/onestop/figures
    "figures:export_file": ForStaff(frozenset()),
    "figures:quality": ForStaff(frozenset(FIGURE_READERS), is_bound=True),
    "figures:editions": ForStaff(ADMINISTRATOR),
    "figures:rebuild": ForStaff(ADMINISTRATOR),
    "public_figures:year": Public(),
    "public_figures:unit": Public(frozenset({404})),
    "public_figures:open_data": Public(),
    "public_figures:csv": Public(frozenset({404})),
    "public_figures:json": Public(frozenset({404})),
    "public_figures:dictionary": Public(),
    "api-1:list_figures": Public(),
}
