"""What did the people of the demo think? Some answers of the last quarter that is over, published like every other."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from motcua.demo.spring.people import ward
from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.foundation.units.rules import day_of, start_of
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.actions.publish_quarters import publish_quarters
from motcua.services.surveys.offering import LINK, has_company
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.rules import LEAST, Rating, Reason, monday_of
from motcua.services.surveys.tokens import NONCE, Asked

# how many of each rating, the best first: one ward has enough of each to be shown, one has too few to show anything
ANSWERS: Final = {4: (2, 1, 0, 0, 0), 10: (9, 6, 5, 4, 2), 12: (7, 5, 2, 1, 0)}
UNCONTENT: Final = Rating.FAIR
A_WHILE: Final = timedelta(days=10)  # from the week of the result to the answer


def give_voices(*, by: Actor, now: datetime) -> None:
    """Answer for the results of one week of the last closed quarter, publish it, and ask people in the running one."""
    quarter = Quarter.last_closed(day_of(now))
    week = monday_of(quarter.last)
    for number, counts in ANSWERS.items():
        unit_id = ward(number).pk
        for asked_at in (start_of(week), now):
            _ask_others(unit_id, number, now=asked_at)
        if not has_company(unit_id, quarter):  # nothing leaves an installation without channels
            continue
        for rating, count in zip(Rating, counts, strict=True):
            reasons = (Reason.TIME,) if rating <= UNCONTENT else ()
            for _one in range(count):
                asked = Asked(unit_id, week, secrets.token_bytes(NONCE))
                give_voice(asked=asked, rating=rating, reasons=reasons, now=start_of(week + A_WHILE))
    publish_quarters(by=by, now=now)


def _ask_others(unit_id: int, number: int, *, now: datetime) -> None:
    """Ask people whose dossiers are not among those of the demo: a ward has more of them than it shows."""
    for place in range(LEAST):
        send_message(
            channel=Channel.SMS,
            to=f"0907{number:02}{place:04}",
            subject="",
            body="Hồ sơ của ông/bà đã trả kết quả. Đánh giá phục vụ, không ghi tên:",
            about=("demo", f"voice-{number}-{place}"),
            unit_id=unit_id,
            now=now,
            language="vi",
            link=(LINK, {"unit": str(unit_id)}),
        )
