"""Which questions are asked, and which figures may be shown? Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST = 5  # people behind a figure that is shown
# after the Monday of the week of the result; a quarter is published when the links of its last week have run out
OPEN_FOR = timedelta(days=28)


class Rating(models.IntegerChoices):
    """How satisfied, the best first."""

    VERY_GOOD = 5, _("Rất hài lòng")
    GOOD = 4, _("Hài lòng")
    FAIR = 3, _("Bình thường")
    POOR = 2, _("Không hài lòng")
    VERY_POOR = 1, _("Rất không hài lòng")


class Reason(models.TextChoices):
    """What should be better."""

    TIME = "time", _("Thời gian giải quyết")
    MANNER = "manner", _("Thái độ phục vụ")
    PAPERS = "papers", _("Phải nộp thêm giấy tờ")
    GUIDANCE = "guidance", _("Hướng dẫn chưa rõ")
    COST = "cost", _("Phải trả thêm ngoài quy định")


class Band(models.TextChoices):
    """The ratings in three groups, as they are shown."""

    SATISFIED = "satisfied", _("Hài lòng")
    FAIR = "fair", _("Bình thường")
    UNSATISFIED = "unsatisfied", _("Không hài lòng")


BANDS: dict[Band, tuple[Rating, ...]] = {
    Band.SATISFIED: (Rating.VERY_GOOD, Rating.GOOD),
    Band.FAIR: (Rating.FAIR,),
    Band.UNSATISFIED: (Rating.POOR, Rating.VERY_POOR),
}


def rating_key(rating: Rating) -> str:
    """Return the key of a rating among the sums."""
    return f"rating-{rating.value}"


def reason_key(reason: Reason) -> str:
    """Return the key of a reason among the sums."""
    return f"reason-{reason.value}"


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def shown_reason(count: int, total: int, *, least: int = LEAST) -> int | None:
    """Return how many named a reason, None where it is hidden: few named it, or few of those who answered did not."""
    return count if least <= count <= total - least else None


def shown_cells(counts: Sequence[int], *, least: int = LEAST) -> tuple[int | None, tuple[int | None, ...]]:
    """Return the total and the cells that may be shown beside it; None stands for a hidden figure.

    A figure below `least` is hidden. Because the total is shown, more are hidden, the smallest first, until at least
    two are and until they hold at least `least` people together: otherwise subtraction would tell what one of them is.
    """
    total = sum(counts)
    if total < least:
        return None, (None,) * len(counts)
    hidden = {place for place, count in enumerate(counts) if count < least}
    for place in sorted(range(len(counts)), key=lambda place: counts[place]):
        if not hidden or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= least):
            break
        hidden.add(place)
    return total, tuple(None if place in hidden else count for place, count in enumerate(counts))


def nearly_all(counts: Sequence[int], *, least: int = LEAST) -> int | None:
    """Return the place of the figure that all but fewer than `least` people are in; None when there is none.

    Beside the total such figures are hidden, all of them. That so few said anything else may be said all the same: it
    tells neither how many they are nor what any of them said. Not where the few could be nearly half of all.
    """
    total = sum(counts)
    if total - (least - 1) < least:
        return None
    return next((place for place, count in enumerate(counts) if total - count < least), None)


def at_least(total: int, *, least: int = LEAST) -> int:
    """Return how many of `total` are at least in the figure that is `nearly_all`."""
    return total - (least - 1)
