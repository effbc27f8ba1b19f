"""The kits room of the replication storey: what a unit works with, as a signed file for other units."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitsConfig(AppConfig):
    """Kits."""

    name = "motcua.replication.kits"
    label = "kits"

    def ready(self) -> None:
        """Tell the register which kits a model has, put the page into the menu."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.models import Role  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.initiatives.shelf import Shelf, register_shelf  # noqa: PLC0415
        from motcua.replication.kits.models import ANSWERING  # noqa: PLC0415
        from motcua.replication.kits.queries import kits_of_model  # noqa: PLC0415

        register_shelf(Shelf(kits_of_model, "kits:upload"))
        about = _("Mang thiết lập, thủ tục của đơn vị làm tốt sang đơn vị khác.")
        register_entry("replication", _("Bộ áp dụng"), "kits:kits", 50, holds(*ANSWERING), hint=about)
        whom = _("Hệ thống nào được tin cậy; khóa để hệ thống khác tin cậy mình.")
        entry = ("replication", _("Người ký bộ áp dụng"), "kits:signers")
        register_entry(*entry, 55, holds(Role.ADMINISTRATOR), hint=whom)
