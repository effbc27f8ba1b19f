"""What do the indicators of QĐ 766/QĐ-TTg come to for a unit and span?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.payments.models import Charge, Payment
from motcua.foundation.payments.models.money import Channel as Paid
from motcua.foundation.units.rules import start_of
from motcua.services.onestop.complaints.states import ComplaintState
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.figures.rules import WHY_NOT, Decision, Indicator, decision_766
from motcua.services.onestop.figures.spans import Span
from motcua.services.onestop.models import Channel, Complaint, FigureDay, FigureEdition, IssuedResult
from motcua.services.satisfaction import satisfaction_with


@dataclass(frozen=True)
class Share:
    """So many of so many; None of both: hidden, because somebody could be known from it."""

    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class Measured:
    """An indicator with what it was counted from (None: the platform cannot count it) and its points."""

    indicator: Indicator
    share: Share | None

    @property
    def why_not(self) -> StrOrPromise:
        """Return why the platform cannot count it, "" when it does."""
        return WHY_NOT[self.indicator.not_counted]

    @property
    def points(self) -> float | None:
        """Return the points, None where none can be told."""
        if self.share is None or self.share.numerator is None or self.share.denominator is None:
            return None
        return self.indicator.points(self.share.numerator, self.share.denominator)


@dataclass(frozen=True)
class Quality:
    """The indicators of a unit and span by group, with the sum of what could be measured and its greatest value."""

    decision: Decision
    lines: tuple[Measured, ...]

    @property
    def points(self) -> float:
        """Return the sum of the points that are known."""
        return sum(line.points or 0 for line in self.lines)

    @property
    def reachable(self) -> float:
        """Return the most points that the indicators with known points give."""
        return sum(line.indicator.most for line in self.lines if line.points is not None)


def quality_of(edition: FigureEdition, *, unit_id: int, span: Span) -> Quality:
    """Return the indicators of a unit for the days of the span that the edition knows. Five queries."""
    first, last = span.first, min(span.last, edition.through)
    begin, end = start_of(first), start_of(last + timedelta(days=1))
    counted = _counted(edition, unit_id, first, last)
    answered = satisfaction_with(unit_id, first, last)
    shares = {
        "in_time": Share(counted["in_time"], counted["filed"]),
        "online": Share(counted["online"], counted["filed"]),
        "electronic": Share(
            IssuedResult.objects.filter(
                unit=unit_id, decided_at__gte=begin, decided_at__lt=end, issued__isnull=False
            ).count(),
            counted["finished"],
        ),
        "complaints": _complaints(unit_id, begin, end),
        "satisfaction": Share(answered.satisfied, answered.answered),
        "paid_online": _paid_online(unit_id, begin, end),
    }
    decision = decision_766()
    return Quality(decision, tuple(Measured(each, shares.get(each.measure)) for each in decision.indicators))


def _counted(edition: FigureEdition, unit_id: int, first: date, last: date) -> dict[str, int]:
    rows = FigureDay.objects.filter(edition=edition, unit=unit_id, day__range=(first, last))
    found: dict[str, Any] = rows.aggregate(
        all_filed=Sum("filed"),
        all_online=Sum("filed", filter=Q(channel=Channel.ONLINE)),
        all_finished=Sum("finished"),
        all_in_time=Sum("finished_in_time"),
    )
    return {name.removeprefix("all_"): number or 0 for name, number in found.items()}


def _complaints(unit_id: int, begin: datetime, end: datetime) -> Share:
    """Return how many complaints closed in these days were answered before they were due."""
    closed = Complaint.objects.filter(unit=unit_id, closed_at__gte=begin, closed_at__lt=end)
    closed = closed.exclude(state=ComplaintState.WITHDRAWN)
    found = list(closed.values_list("closed_at", "next_due_at"))
    return Share(sum(at is not None and at <= due for at, due in found), len(found))


def _paid_online(unit_id: int, begin: datetime, end: datetime) -> Share:
    """Return how many dossiers with something to pay were paid through the bank or the gateway."""
    owing = Charge.objects.filter(
        target_kind=DOSSIER,
        issued_unit=unit_id,
        issued_at__gte=begin,
        issued_at__lt=end,
        amount__gt=0,
        cancelled_at=None,
    )
    online = Payment.objects.filter(charge=OuterRef("pk"), channel__in=[Paid.TRANSFER, Paid.GATEWAY])
    rows: Any = owing.annotate(is_online=Exists(online)).values_list("target_id", "is_online")
    found: dict[str, bool] = {}
    for dossier, is_online in rows:
        found[dossier] = found.get(dossier, False) or is_online
    return Share(sum(found.values()), len(found))
