"""The privacy room of the foundation storey: who reads what about people, and what people ask about their data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class PrivacyConfig(AppConfig):
    """Privacy."""

    name = "motcua.foundation.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register what the foundation holds of a person, how long requests are kept, and the page in the menu."""
        from motcua.foundation.privacy import own_holdings  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.privacy.access import READERS  # noqa: PLC0415 - as above
        from motcua.foundation.privacy.holdings import Holding, register_holding  # noqa: PLC0415 - as above
        from motcua.foundation.privacy.retention import REQUESTS  # noqa: PLC0415 - as above
        from motcua.foundation.retention.schedule import register_class  # noqa: PLC0415 - as above
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415 - as above
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415 - as above

        register_stand_ins(self.name, "limits.json")
        register_stand_ins(self.name, "retention.json")
        register_holding(Holding("person", _("Thông tin cá nhân đã ghi nhận"), own_holdings.read_person))
        register_holding(Holding("readings", _("Ai đã xem dữ liệu này"), own_holdings.read_readings))
        register_holding(Holding("requests", _("Yêu cầu về dữ liệu cá nhân"), own_holdings.read_requests))
        register_class(REQUESTS)
        register_entry("staff", _("Dữ liệu cá nhân"), "privacy:requests", 61, holds(*READERS), under=Heading.RECORDS)
