"""The fee in the book of a result follows the charges of its dossier, also those after the signing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import Charge
from motcua.foundation.registers.actions.complete_entry import complete_entry
from motcua.foundation.registers.actions.restate_entry import restate_entry
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.registers.queries import line_of
from motcua.foundation.ui.filters import money_vn
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import Dossier

FEE = "fee"


def charged_for(dossier: Dossier) -> int:
    """Return the sum of the charges of a dossier that were not cancelled, in đồng. One query."""
    standing = Charge.objects.about(DOSSIER, str(dossier.pk)).filter(cancelled_at=None)
    return standing.aggregate(sum=Sum("amount"))["sum"] or 0


def fee_words(owed: int, *, is_shared: bool) -> str:
    """Return what the column says: "" without a fee; one fee for several lines is said to be shared."""
    if not owed:
        return ""
    with translation.override("vi"):  # books are kept in Vietnamese
        return _("thu chung %(money)s") % {"money": money_vn(owed)} if is_shared else money_vn(owed)


def lines_in_hand(dossier: Dossier) -> Sequence[BookEntry]:
    """Return the lines of a locked dossier's result, locked too; none before it is signed.

    Whoever charges takes them before it writes any journal, as whoever corrects a line does.
    """
    found = BookEntry.objects.filter(pk__in=dossier.result_entries.values("entry"))
    return list(found.select_related("book__definition").order_by("pk").select_for_update(of=("self",)))


def follow_fee(lines: Sequence[BookEntry], owed: int, *, code: str, by: Actor, now: datetime) -> None:
    """Bring the fee of the lines to what is `owed` in đồng; what stood there stays readable, with the charge `code`."""
    fee = fee_words(owed, is_shared=len(lines) > 1)
    with translation.override("vi"):
        reason = _("Theo khoản thu %(code)s") % {"code": code}
    for line in lines:
        stood = line_of(line).get(FEE, "")
        if stood == fee or all(column.key != FEE for column in line.book.definition.book_columns()):
            continue
        columns = {FEE: fee}
        if stood:
            restate_entry(entry_id=line.pk, columns=columns, reason=reason, by=by, now=now)
        else:
            complete_entry(entry_id=line.pk, columns=columns, by=by, now=now)
