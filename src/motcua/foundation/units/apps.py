"""The units room of the foundation storey."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitsConfig(AppConfig):
    """Units and staff."""

    name = "motcua.foundation.units"
    label = "units"

    def ready(self) -> None:
        """Put the pages into the menu of staff."""
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.models import OVERSEERS  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415

        register_entry("staff", _("Nhân sự"), "units:staff_list", 71, holds(*OVERSEERS), under=Heading.OFFICE)
        register_entry("staff", pgettext_lazy("many", "Đơn vị"), "units:unit_tree", 72, under=Heading.OFFICE)
        register_entry("account", _("Ủy quyền khi vắng mặt"), "units:delegations", 20)
