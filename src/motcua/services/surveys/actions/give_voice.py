"""Answer a survey, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.foundation.units.rules import day_of
from motcua.services.surveys.models import Tally, UsedToken
from motcua.services.surveys.offering import has_company, is_run_for
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.refusals import expired, stopped, too_few, used
from motcua.services.surveys.rules import OPEN_FOR, Rating, Reason, rating_key, reason_key
from motcua.services.surveys.tokens import Asked


@transaction.atomic
def give_voice(*, asked: Asked, rating: Rating, reasons: Iterable[Reason] = (), now: datetime) -> None:
    """Add one answer to the sums. Neither the journal nor any other table learns of it, on purpose.

    Raises VoiceRefused for a token that is used or too old, of a unit that asks no more, or while so few were asked
    that the sums would tell whose answer it is. No unit is asked for access: the token is the right.
    """
    check_open(asked, now)
    try:
        with transaction.atomic():
            UsedToken(token_hash=asked.hash).save(force_insert=True)
    except IntegrityError as again:
        raise used() from again
    keys = [rating_key(rating), *(reason_key(reason) for reason in sorted(set(reasons)))]
    tally, _made = Tally.objects.select_for_update().get_or_create(
        unit_id=asked.unit_id, quarter=Quarter.of(asked.week).first
    )
    sums = {key: tally.sums.get(key, 0) for key in {*tally.sums, *keys}}
    for key in keys:
        sums[key] += 1
    Tally.objects.filter(pk=tally.pk).update(sums=dict(sorted(sums.items())))


def check_open(asked: Asked, now: datetime) -> None:
    """Raise VoiceRefused unless the token can be answered today."""
    if day_of(now) > asked.week + OPEN_FOR:
        raise expired()
    if UsedToken.objects.filter(pk=asked.hash).exists():
        raise used()
    if not is_run_for(asked.unit_id, now):
        raise stopped()
    if not has_company(asked.unit_id, Quarter.of(asked.week)):
        raise too_few(asked.week + OPEN_FOR)
