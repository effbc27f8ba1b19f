"""Hand the cash of a round in at the counter: from now on it is in the till."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.payments.access import CASHIERS, require_in
from motcua.foundation.payments.day import booking_day
from motcua.foundation.payments.models import Channel, Payment, RoundHandIn
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.models import Staff


@transaction.atomic
def hand_in_round(
    *, unit_id: int, round_code: str, title: str, handed: int, note: str, by: Staff, now: datetime
) -> RoundHandIn:
    """Return what was handed in: `handed` is the cash on the table in đồng; a difference needs a `note`.

    `title` names the round for people. Needs the counter of the unit. Raises NotAllowed, PaymentRefused for a
    difference nobody explains.
    """
    require_in(unit_id, *CASHIERS, by=by, now=now)
    expected = taken_on(round_code)
    if handed != expected and not note.strip():
        raise PaymentRefused("difference", _("Số tiền nộp khác số đã thu. Chưa quyết toán: hãy ghi rõ vì sao."))
    made = RoundHandIn.objects.create(
        round_code=round_code,
        unit_id=unit_id,
        title=title,
        expected=expected,
        handed=handed,
        note=note.strip()[:500],
        day=booking_day(unit_id, now),
        at=now,
        by=by,
    )
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="payments.hand_in_round",
        target=("round", round_code),
        now=now,
        detail={"expected": expected, "handed": handed},
    )
    return made


def taken_on(round_code: str) -> int:
    """Return what was taken at the doors of a round, in đồng."""
    found = Payment.objects.filter(channel=Channel.DOOR, round_code=round_code).aggregate(taken=Sum("amount"))
    return int(found["taken"] or 0)
