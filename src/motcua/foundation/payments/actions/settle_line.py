"""Decide about money on a statement that named no charge."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.payments.access import KEEPERS, require_in
from motcua.foundation.payments.actions.import_statement import reference_of
from motcua.foundation.payments.models import Channel, Charge, LineOutcome, LineSettlement, Payment, StatementLine
from motcua.foundation.payments.record import locked_charge, receive
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import start_of


@transaction.atomic
def settle_line(*, line_id: int, code: str, reason: str, by: Staff, now: datetime) -> LineSettlement:
    """Return the decision: booked for the charge `code` of the unit, or ("" for `code`) not the unit's money.

    Needs a leader of the unit that settles it and a reason. Raises StatementLine.DoesNotExist, NotAllowed,
    PaymentRefused for a line that is settled, a charge that is not there, or no reason.
    """
    line = StatementLine.objects.select_for_update().get(pk=line_id)
    require_in(line.settling_id, *KEEPERS, by=by, now=now)
    if line.payment_id is not None or LineSettlement.objects.filter(line=line).exists():
        raise PaymentRefused("line_settled", _("Dòng này đã được xử lý. Chưa ghi gì thêm: hãy tải lại trang."))
    if not reason.strip():
        raise PaymentRefused("reason", _("Chưa ghi lý do. Chưa ghi gì: hãy ghi lý do rồi làm lại."))
    charge, payment = _assigned(line, code.strip().upper(), by, now) if code.strip() else (None, None)
    settled = LineSettlement.objects.create(
        line=line,
        outcome=LineOutcome.ASSIGNED if charge else LineOutcome.NOT_OURS,
        charge=charge,
        payment=payment,
        reason=reason.strip(),
        settled_at=now,
        settled_by=by,
    )
    detail = {"outcome": str(settled.outcome), "code": charge.code if charge else ""}
    target = ("statement_line", str(line.pk))
    journal.record(
        actor=by.as_actor(),
        unit_id=line.settling_id,
        action="payments.settle_line",
        target=target,
        now=now,
        detail=detail,
    )
    return settled


def _assigned(line: StatementLine, code: str, by: Staff, now: datetime) -> tuple[Charge, Payment]:
    try:
        charge = locked_charge(Charge.objects.filter(unit=line.settling_id), code=code)
    except Charge.DoesNotExist as unknown:
        raise PaymentRefused(
            "no_charge", _("Không có khoản thu nào của đơn vị mang mã này. Chưa ghi gì: hãy xem lại mã.")
        ) from unknown
    payment = receive(
        charge,
        channel=Channel.TRANSFER,
        amount=line.amount,
        reference=reference_of(line.unit_id, bytes(line.line_hash)),
        paid_at=min(now, start_of(line.booked_on)),
        by=by.as_actor(),
        now=now,
    )
    return charge, payment
