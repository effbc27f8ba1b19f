"""The shortening room of the replication storey: shorter time limits, kept."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShorteningConfig(AppConfig):
    """Shortening."""

    name = "motcua.replication.shortening"
    label = "shortening"

    def ready(self) -> None:
        """Put the page into the menu of the storey."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415

        hint = _("Thủ tục nào rút ngắn được, tới mức nào vẫn giữ đúng hẹn, bước nào đang giữ hồ sơ lâu.")
        register_entry("replication", _("Rút ngắn thời hạn"), "shortening:programme", 50, holds(*WATCHERS), hint=hint)
