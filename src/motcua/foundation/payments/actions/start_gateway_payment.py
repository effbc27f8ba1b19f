"""Begin to pay a charge at the gateway."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments import gateway
from motcua.foundation.payments.codes import link_hash
from motcua.foundation.payments.models import Charge, GatewayOrder
from motcua.foundation.payments.record import locked_charge
from motcua.foundation.payments.refusals import GatewayRefused, LinkExpired, NotPayable
from motcua.foundation.payments.states import Act

LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Payer:
    """Who pays, as far as the gateway asks: an address of the network and a language."""

    address: str
    locale: str


MOST_ORDERS = 5  # of one charge within the time an order lasts: each must be asked about when nothing is heard of it


@transaction.atomic
def start_gateway_payment(*, link: str, payer: Payer, now: datetime) -> str:
    """Return the address of the gateway where the rest of the charge is paid within a quarter of an hour.

    Whoever has the link may pay. Raises Charge.DoesNotExist, GatewayRefused when no gateway is set up, NotPayable,
    LinkExpired.
    """
    charge = locked_charge(Charge.objects.all(), link_hash=link_hash(link))
    if not gateway.is_on():
        raise GatewayRefused("gateway_off", _("Đơn vị chưa mở nộp tiền qua VNPAY. Hãy chuyển khoản hoặc nộp tại quầy."))
    if Act.PAY_ONLINE not in charge.row.allows:
        raise NotPayable(charge.row.text)
    if now >= charge.expires_at:
        raise LinkExpired
    if charge.orders.filter(created_at__gt=now - LASTS).count() >= MOST_ORDERS:
        raise GatewayRefused(
            "too_many_orders", _("Đã mở nộp tiền nhiều lần liên tiếp. Hãy thử lại sau 15 phút hoặc chuyển khoản.")
        )
    order = GatewayOrder.objects.create(
        charge=charge,
        txn_ref=f"{charge.code}N{charge.orders.count() + 1}",
        amount=charge.remaining,
        created_at=now,
        expires_at=now + LASTS,
    )
    return gateway.pay_url(order, address=payer.address, locale=payer.locale)
