"""What can be asked of the outbox?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from motcua.foundation.health.gauges import Gauge, Value
from motcua.foundation.messages.models import NEEDS_A_PERSON, UNSENT, Channel, OutboxMessage, OutboxQuerySet

PAGE = 30


@dataclass(frozen=True)
class Page:
    """Messages from the newest on; `older` is where the next page starts, None on the last."""

    messages: list[OutboxMessage]
    older: int | None


def page_of(messages: OutboxQuerySet, *, before: int | None = None) -> Page:
    """Return a page of `messages` that were written before the one with the id `before`. One query, by the key."""
    if before is not None:
        messages = messages.filter(pk__lt=before)
    found = list(messages.order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return Page(found[:PAGE], found[PAGE - 1].pk if more else None)


def inbox_of(target: tuple[str, str]) -> list[OutboxMessage]:
    """Return what the platform has to say on the page of `target`, oldest first."""
    return list(OutboxMessage.objects.about(target).filter(channel=Channel.INBOX))


def outbox_gauges(now: datetime) -> Iterator[Gauge]:
    """Yield how many messages are not delivered yet, by where they stand."""
    del now
    waiting = OutboxMessage.objects.filter(state__in=(*UNSENT, *NEEDS_A_PERSON)).values("state")
    counted = tuple(Value(row["many"], {"state": row["state"]}) for row in waiting.annotate(many=Count("pk")))
    yield Gauge("motcua_outbox_messages", "Messages that were not delivered, by state.", counted)


def troubled_in(unit_ids: Iterable[int]) -> int:
    """Return how many messages of these units are undelivered after a try, for the figure beside the menu."""
    return OutboxMessage.objects.of_units(frozenset(unit_ids)).in_trouble().count()
