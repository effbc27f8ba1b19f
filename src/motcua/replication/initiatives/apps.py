"""The initiatives room of the replication storey: the register of models."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    """Initiatives."""

    name = "motcua.replication.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Put the pages into the menus."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415

        about = _("Đề xuất, đánh giá, công nhận; tìm và so sánh các mô hình.")
        register_entry("replication", _("Danh mục mô hình"), "initiatives:register", 10, holds(*WATCHERS), hint=about)
        told = _("Cách làm hay của các đơn vị và nơi nào đang áp dụng.")
        register_entry("public", _("Mô hình cải cách"), "models:list", 60, hint=told)
