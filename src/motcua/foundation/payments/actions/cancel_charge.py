"""Let a charge fall away that nobody has paid."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments import jobs
from motcua.foundation.payments.access import CASHIERS, KEEPERS, require_in
from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.record import cancel, locked_charge
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.states import Act
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff


@transaction.atomic
def cancel_charge(*, code: str, reason: str, by: Staff, now: datetime) -> Charge:
    """Return the charge, cancelled with its reason; the link says so from now on, and whoever waits for it is told.

    Only a charge without money: what has come in is refunded instead. Needs the counter or a leader of the unit.
    Raises Charge.DoesNotExist, NotAllowed, PaymentRefused.
    """
    charge = locked_charge(Charge.objects.visible_to(roles_of(by, now)), code=code)
    require_in(charge.unit_id, *CASHIERS, *KEEPERS, by=by, now=now)
    if Act.CANCEL not in charge.row.allows:
        raise PaymentRefused(
            "not_cancellable", _("Chỉ hủy được khoản chưa nhận tiền. Chưa hủy gì: khoản đã nộp thì làm hoàn tiền.")
        )
    if not reason.strip():
        raise PaymentRefused("reason", _("Chưa ghi lý do hủy. Chưa hủy gì: hãy ghi lý do rồi làm lại."))
    cancel(charge, reason=reason.strip(), by=by.as_actor(), now=now)
    jobs.tell_cancelled.defer(charge_id=charge.pk)
    return charge
