"""Close the books of a day: a person has counted the till and explained every difference. Then they are frozen."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit import journal
from motcua.foundation.audit.rules import JSON
from motcua.foundation.payments.access import KEEPERS, answers_for, require_in
from motcua.foundation.payments.day import hold_days_alone
from motcua.foundation.payments.models import IN_CASH, DayClose, Payment
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.reconciliation import DayBooks, explained, with_count
from motcua.foundation.payments.refusals import DayClosed, PaymentRefused
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of


@transaction.atomic
def close_day(
    *, unit_id: int, day: date, counted: int, explanations: Mapping[str, str], by: Staff, now: datetime
) -> DayClose:
    """Return the closed day. `counted` is the cash of the day in the till, in đồng (below nothing only when more was
    given back than taken); `explanations` by the keys of differences.

    Money that comes later belongs to a later day. Needs a leader of the unit, or of the one that took over when it has
    ended, who took no cash that day. Raises NotAllowed, DayClosed, PaymentRefused for a day to come, the cashier of the
    day, or a difference without a word.
    """
    require_in(answers_for(unit_id, now), *KEEPERS, by=by, now=now)
    hold_days_alone(unit_id)
    _check(unit_id, day, by, now)
    with translation.override("vi"):  # what is frozen goes on paper, and outlives whoever closed the day
        books = explained(counted_books(unit_id, day, counted), explanations)
    if counted < min(0, books.expected_cash):
        raise PaymentRefused("counted", gettext_lazy("Số tiền kiểm đếm không thể âm. Chưa khóa ngày."))
    if missing := books.unexplained:
        raise PaymentRefused(
            "unexplained",
            format_lazy(
                gettext_lazy("Còn {count} chênh lệch chưa giải trình. Chưa khóa ngày: hãy ghi lý do từng dòng."),
                count=len(missing),
            ),
        )
    closing = DayClose.objects.create(
        unit_id=unit_id,
        day=day,
        content=books.as_json(),
        difference=books.difference,
        closed_at=now,
        closed_by=by,
    )
    detail: dict[str, JSON] = {"day": day.isoformat(), "difference": books.difference, "listed": len(books.differences)}
    target = ("day", str(closing.pk))
    journal.record(
        actor=by.as_actor(), unit_id=unit_id, action="payments.close_day", target=target, now=now, detail=detail
    )
    return closing


def counted_books(unit_id: int, day: date, counted: int) -> DayBooks:
    """Return the books of the day with the till counted."""
    words = _("Tiền mặt kiểm đếm khác với biên lai đã thu trừ tiền đã hoàn.")
    return with_count(day_books(unit_id, day), counted=counted, cash_words=words)


def _check(unit_id: int, day: date, by: Staff, now: datetime) -> None:
    if day > day_of(now):
        raise PaymentRefused("day_to_come", gettext_lazy("Ngày này chưa tới nên chưa khóa được."))
    if DayClose.objects.filter(unit=unit_id, day=day).exists():
        raise DayClosed
    if Payment.objects.filter(unit=unit_id, day=day, channel__in=IN_CASH, recorded_by=by).exists():
        raise PaymentRefused(
            "same_hand", gettext_lazy("Người thu tiền trong ngày không tự khóa ngày. Hãy để lãnh đạo khác đối chiếu.")
        )
