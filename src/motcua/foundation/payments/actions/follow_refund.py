"""What a leader does about a refund that the gateway keeps in work: ask now, or write down what came of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.access import KEEPERS, require_in
from motcua.foundation.payments.actions.ask_refunds import GIVEN_UP_AFTER, ask_one
from motcua.foundation.payments.models import Charge, Refund, RefundState
from motcua.foundation.payments.record import answer_refund
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff

ASKED_AT_LEAST = 2


def follow_refund(*, refund_id: int, by: Staff, now: datetime) -> Refund:
    """Return the refund after the gateway was asked once more; it may still be in work.

    Needs a leader of the unit. Raises Refund.DoesNotExist, NotAllowed, PaymentRefused when it is answered.
    """
    _open_refund(refund_id, by, now)
    ask_one(refund_id, now=now)
    return Refund.objects.get(pk=refund_id)


@transaction.atomic
def settle_refund(*, refund_id: int, is_done: bool, evidence: str, by: Staff, now: datetime) -> Refund:
    """Return the refund with the outcome that a person read elsewhere: the gateway's portal, the bank's word.

    `evidence` says where. Only once the gateway was asked twice: what it tells itself comes first. That nothing was
    given back can be written once the platform has stopped asking, or it might be given twice. Needs a leader of the
    unit. Raises Refund.DoesNotExist, NotAllowed, PaymentRefused.
    """
    refund = _open_refund(refund_id, by, now)
    if not evidence.strip():
        raise PaymentRefused("evidence", _("Chưa ghi chứng từ. Chưa ghi gì: hãy ghi nơi đã xem kết quả rồi làm lại."))
    if refund.sent_times < ASKED_AT_LEAST:
        raise PaymentRefused(
            "ask_first", _("VNPAY chưa được hỏi lại lần nào. Chưa ghi gì: hãy bấm Hỏi lại VNPAY trước.")
        )
    if not is_done and now < refund.asked_at + GIVEN_UP_AFTER:
        raise PaymentRefused(
            "refund_in_work",
            _(
                "VNPAY có thể vẫn đang chuyển tiền. Chưa ghi gì: chỉ được ghi là không hoàn được sau ba ngày kể từ "
                "lúc yêu cầu, để không hoàn hai lần."
            ),
        )
    said = f"{by.full_name}: {evidence.strip()}"
    return answer_refund(refund_id, is_done=is_done, answer=said, by=by.as_actor(), now=now)


def _open_refund(refund_id: int, by: Staff, now: datetime) -> Refund:
    seen = Charge.objects.visible_to(roles_of(by, now))
    refund = Refund.objects.select_related("charge").get(pk=refund_id, charge__in=seen)
    require_in(refund.charge.unit_id, *KEEPERS, by=by, now=now)
    if refund.state != RefundState.ASKED:
        raise PaymentRefused("refund_answered", _("Yêu cầu hoàn này đã có kết quả. Hãy tải lại trang."))
    return refund
