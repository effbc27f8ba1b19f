"""The payments room of the foundation storey: what is owed, how it is paid, and whether the books agree."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class PaymentsConfig(AppConfig):
    """Payments."""

    name = "motcua.foundation.payments"
    label = "payments"

    def ready(self) -> None:
        """Name what is kept, and put the pages into the menu of those who take, keep or arrange money."""
        from motcua.foundation.payments.access import ARRANGERS, READERS  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.payments.handover import HANDOVERS  # noqa: PLC0415
        from motcua.foundation.payments.retention import ADDRESSES, MONEY, STATEMENTS  # noqa: PLC0415
        from motcua.foundation.retention.schedule import register_class  # noqa: PLC0415
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415
        from motcua.foundation.units.successions import register_handover  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415

        register_stand_ins(self.name, "retention.json")
        for handover in HANDOVERS:
            register_handover(handover)
        for record_class in (MONEY, STATEMENTS, ADDRESSES):
            register_class(record_class)
        register_entry("staff", _("Thu phí"), "payments_staff:charges", 23, holds(*READERS), under=Heading.DESK)
        register_entry("staff", _("Thiết lập thu"), "payments_staff:setup", 75, holds(*ARRANGERS), under=Heading.OFFICE)
