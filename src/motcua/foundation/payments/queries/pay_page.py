"""What whoever has the link may know: what is owed, for which code, by which law, and how to pay it. No person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.payments import gateway
from motcua.foundation.payments.codes import link_hash
from motcua.foundation.payments.models import BankAccount, Charge, ChargeLine, Payment
from motcua.foundation.payments.vietqr import vietqr
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of


@dataclass(frozen=True)
class PayPage:
    """The page behind a link. `code` is the text of the QR code, "" when nothing can be transferred."""

    charge: Charge
    unit_name: str
    lines: tuple[ChargeLine, ...]
    payments: tuple[Payment, ...]
    account: BankAccount | None
    code: str
    is_payable: bool
    is_expired: bool
    has_gateway: bool


def pay_page(link: str, *, now: datetime) -> PayPage | None:
    """Return the page; None for a link that leads nowhere, malformed or not."""
    key = link_hash(link)
    charge = Charge.objects.filter(link_hash=key).first() if key else None
    return page_of(charge, now=now) if charge else None


def page_of(charge: Charge, *, now: datetime) -> PayPage:
    """Return the page of a charge that is known, for its paper too."""
    account = BankAccount.objects.filter(unit=charge.unit_id, closed_at__isnull=True).first()
    is_payable = charge.is_payable(now)
    return PayPage(
        charge=charge,
        unit_name=unit_names([charge.unit_id], day_of(now)).get(charge.unit_id, ""),
        lines=tuple(charge.lines.all()),
        payments=tuple(charge.payments.select_related("receipt__book").order_by("pk")),
        account=account,
        code=transfer_code(charge, account) if account and is_payable else "",
        is_payable=is_payable,
        is_expired=charge.remaining > 0 and now >= charge.expires_at,
        has_gateway=is_payable and gateway.is_on(),
    )


def transfer_code(charge: Charge, account: BankAccount) -> str:
    """Return the VietQR for what is still owed, with the code to match by first in its purpose."""
    return vietqr(
        bank_bin=account.bank_bin,
        account=account.number,
        amount=charge.remaining,
        purpose=f"{charge.code} nop phi",
    )
