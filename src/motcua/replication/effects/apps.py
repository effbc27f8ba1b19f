"""The effects room of the replication storey: what a model changed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EffectsConfig(AppConfig):
    """Effects."""

    name = "motcua.replication.effects"
    label = "effects"

    def ready(self) -> None:
        """Put the page among the doors of the desk."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415

        hint = _("So đơn vị đã áp dụng với đơn vị chưa áp dụng, trước và sau, kèm khoảng tin cậy.")
        register_entry("replication", _("Tác động của mô hình"), "effects:studies", 70, holds(*WATCHERS), hint=hint)
