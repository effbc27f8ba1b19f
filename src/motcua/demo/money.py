"""The money of the demo: two units that collect fees, some of them paid at the counter."""

from datetime import datetime, timedelta

from motcua.demo.story import Office
from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.actions.open_receipt_book import open_receipt_book
from motcua.foundation.payments.actions.set_bank_account import Account, set_bank_account
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.fee_tables import load_fees
from motcua.foundation.payments.fees import Asked
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.charge_dossier import charge_dossier
from motcua.services.onestop.fees import rules_for
from motcua.services.onestop.models import Dossier

CHARGES_EACH = 4
PAGES = 6


def collect_fees(units: list[int], office: Office, *, by: Actor, now: datetime) -> None:
    """Open a receipt book and an account in each unit, charge some open dossiers, and take cash for half of them."""
    load_fees(now)
    begun = now - timedelta(hours=2)
    for number, unit_id in enumerate(units, start=1):
        open_receipt_book(unit_id=unit_id, symbol=f"TB-{number:02}P", first_number=1, last_number=500, by=by, now=begun)
        # a BIN that no bank has: nobody can send real money by scanning the demo
        account = Account(
            "999999", "Ngân hàng thử nghiệm", f"THUNGHIEM{number:02}", "Bộ phận Một cửa, không chuyển tiền"
        )
        set_bank_account(unit_id=unit_id, account=account, by=by, now=begun)
        _collect(unit_id, office, now=begun + timedelta(hours=1))


def _collect(unit_id: int, office: Office, *, now: datetime) -> None:
    counter = office.of(Role.RECEPTIONIST, unit_id)
    received = Dossier.objects.filter(receiving_unit=unit_id, closed_at__isnull=True, accepted_at__lt=now)
    owing = (one for one in received.select_related("procedure_version").order_by("pk") if _owes(one))
    for number, dossier in enumerate([one for one, _ in zip(owing, range(CHARGES_EACH), strict=False)]):
        rules = rules_for(dossier.procedure_version.content, unit_id=unit_id, day=day_of(now))
        first = next(iter(rules.values()))
        asked = [Asked(first.code, 1, PAGES if first.kind == "pages" else 0)]
        charge = charge_dossier(dossier_id=dossier.pk, asked=asked, waits=False, by=counter, now=now)
        if number % 2 == 0:
            take_cash(code=charge.code, amount=charge.amount, nonce=charge.code, by=counter, now=now)


def _owes(dossier: Dossier) -> bool:
    return not dossier.procedure_version.content.fee.free
