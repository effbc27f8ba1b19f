"""The directives room of the replication storey: what was ordered."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectivesConfig(AppConfig):
    """Directives."""

    name = "motcua.replication.directives"
    label = "directives"

    def ready(self) -> None:
        """Put the page into the menu."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415

        register_entry(
            "replication",
            _("Văn bản chỉ đạo"),
            "directives:list",
            10,
            holds(*WATCHERS),
            hint=_("Ai phải làm gì, trước ngày nào, theo công văn nào."),
        )
