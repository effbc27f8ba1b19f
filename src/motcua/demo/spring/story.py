"""The whole story, and the dossiers of that spring beside it."""

from collections.abc import Iterator
from datetime import datetime

from motcua.demo.spring.adoptions import adoptions
from motcua.demo.spring.hours import after_hours
from motcua.demo.spring.orders import PROMPT, orders
from motcua.demo.spring.people import Cast, at, cast
from motcua.demo.spring.reports import reports
from motcua.demo.spring.visit import visit
from motcua.foundation.audit.actor import Actor

BEGIN, END = at(1, 7, 8), at(7, 5, 17)
# the wards take dossiers through the one-stop from here on
OPEN_SINCE, LAST_FILED = at(5, 6, 8), at(6, 20, 17)


def spring(*, by: Actor) -> list[Iterator[datetime]]:
    """Return everything that happened, as lives to be played in the order of their moments."""
    known: Cast = cast()
    evenings = after_hours(known, PROMPT)
    return [*evenings, *orders(known, by=by), *adoptions(known), visit(known), *reports(known)]
