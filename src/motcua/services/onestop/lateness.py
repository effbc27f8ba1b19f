"""What is late? Measured against the authority's promise or against the law, by the same words everywhere. Pure.

The new day of an apology is told everywhere, but it is no promise to be measured by: what was put off is late.
"""

from datetime import datetime
from enum import StrEnum

from django.db.models import F, Q


class Against(StrEnum):
    """What a moment is compared with: the field of a dossier that holds it."""

    PROMISE = "due_at"
    LAW = "law_due_at"


def late_against(at: datetime, *, promise: datetime, law: datetime) -> Against | None:
    """Return what a dossier was late against at `at`: the law, which is never the earlier one, else the promise."""
    if at > law:
        return Against.LAW
    return Against.PROMISE if at > promise else None


def later(at: str, against: Against, *, of: str = "") -> Q:
    """Return the condition that the moment in field `at` came after the limit; `of` leads to the dossier."""
    return Q(**{f"{at}__gt": F(f"{of}{against}")})


def in_time(at: str, against: Against, *, of: str = "") -> Q:
    """Return the opposite of `later`, said so that the database need not think of missing values."""
    return Q(**{f"{at}__lte": F(f"{of}{against}")})


def overdue(now: datetime, against: Against) -> Q:
    """Return the condition that the limit of an open dossier is over at `now`.

    Before acceptance nothing is promised: what is due is the answer, and its time is the law's for both.
    """
    return Q(**{f"{against}__lt": now}) | Q(accepted_at__isnull=True, answer_due_at__lt=now)
