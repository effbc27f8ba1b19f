"""The registers room of the foundation storey."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """Numbers and books."""

    name = "motcua.foundation.registers"
    label = "registers"

    def ready(self) -> None:
        """Put the books into the menu of those who may read them."""
        from motcua.foundation.registers.access import READERS  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415

        register_entry("staff", _("Sổ sách"), "registers:books", 60, holds(*READERS), under=Heading.RECORDS)
