"""Say into which account a unit is paid."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.access import ARRANGERS
from motcua.foundation.payments.models import BankAccount
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.vietqr import vietqr
from motcua.foundation.units.access import actor_of, require_role
from motcua.foundation.units.models import Staff, Unit


@dataclass(frozen=True)
class Account:
    """An account as it is typed."""

    bank_bin: str
    bank_name: str
    number: str
    holder: str


@transaction.atomic
def set_bank_account(*, unit_id: int, account: Account, by: Staff | Actor, now: datetime) -> BankAccount:
    """Return the account that the unit's codes name from now on; the one before is closed.

    Needs an administrator of the unit. Raises NotAllowed, PaymentRefused for an account that no code can hold.
    """
    require_role(by, unit_id, ARRANGERS, now)
    Unit.objects.select_for_update().get(pk=unit_id)
    number = "".join(account.number.upper().split())
    try:
        vietqr(bank_bin=account.bank_bin, account=number)
    except ValueError as fault:
        raise PaymentRefused(
            "account", _("Mã BIN gồm 6 chữ số, số tài khoản gồm chữ và số, không quá 19 ký tự. Chưa ghi gì.")
        ) from fault
    if not account.bank_name.strip() or not account.holder.strip():
        raise PaymentRefused("account", _("Chưa ghi tên ngân hàng hoặc chủ tài khoản. Chưa ghi gì."))
    BankAccount.objects.filter(unit=unit_id, closed_at__isnull=True).update(closed_at=now)
    actor = actor_of(by)
    made = BankAccount.objects.create(
        unit_id=unit_id,
        bank_bin=account.bank_bin,
        bank_name=account.bank_name.strip(),
        number=number,
        holder=account.holder.strip(),
        opened_at=now,
        opened_by_name=actor.name,
    )
    target = ("bank_account", str(made.pk))
    journal.record(actor=actor, unit_id=unit_id, action="payments.set_account", target=target, now=now)
    return made
