"""Count a span of days again from the service's own records."""

from datetime import date

from django.db import transaction

from motcua.replication.measures.recount import recount, take_turn


@transaction.atomic
def rebuild(*, service: str, first: date, last: date) -> int:
    """Return how many figures the days from `first` to `last` have once all units are counted again.

    Only the platform asks: a command, or the night's job when a comparison failed. Raises UnknownService.
    """
    take_turn(service)
    return recount(service, unit_ids=None, first=first, last=last)
