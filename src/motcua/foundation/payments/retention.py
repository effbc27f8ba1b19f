"""How long papers of money are kept: charges, receipts, refunds, statements of the bank, messages of the gateway."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import kept_for_ever

MONEY: Final = kept_for_ever(
    "money",
    _("Chứng từ thu, biên lai, hoàn tiền, sao kê ngân hàng"),
    _("ngày ghi sổ"),
    terms_in("motcua.foundation.payments", "money"),
)
