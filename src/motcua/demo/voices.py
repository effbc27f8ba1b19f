"""What did the people of the demo think? Some answers of the last quarter that is over, published like every other."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from motcua.demo.spring.people import ward
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.rules import day_of, start_of
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.actions.publish_quarters import publish_quarters
from motcua.services.surveys.offering import has_company
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.rules import Rating, Reason, monday_of
from motcua.services.surveys.tokens import NONCE, Asked

# how many of each rating, the best first: one ward has enough of each to be shown, one has too few to show anything
ANSWERS = {4: (2, 1, 0, 0, 0), 10: (9, 6, 5, 4, 2), 12: (7, 5, 2, 1, 0)}
UNCONTENT = Rating.POOR
A_WHILE = timedelta(days=10)  # from the week of the result to the answer


def give_voices(*, by: Actor, now: datetime) -> None:
    """Answer for the results of one week of the last closed quarter, and publish it."""
    quarter = Quarter.last_closed(day_of(now))
    week = monday_of(quarter.last)
    for number, counts in ANSWERS.items():
        unit_id = ward(number).pk
        if not has_company(unit_id, quarter):  # a small demo returned too few results for anybody to be asked
            continue
        for rating, count in zip(Rating, counts, strict=True):
            reasons = (Reason.TIME,) if rating <= UNCONTENT else ()
            for _one in range(count):
                asked = Asked(unit_id, week, secrets.token_bytes(NONCE))
                give_voice(asked=asked, rating=rating, reasons=reasons, now=start_of(week + A_WHILE))
    publish_quarters(by=by, now=now)
