"""The desk room of the replication storey: the page that leads to the others."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class DeskConfig(AppConfig):
    """Desk."""

    name = "motcua.replication.desk"
    label = "desk"

    def ready(self) -> None:
        """Name what is kept, and put the page into the menu."""
        from motcua.foundation.retention.schedule import register_class  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415
        from motcua.replication.desk.retention import CONTESTS, INITIATIVES, OFFICIAL  # noqa: PLC0415

        register_stand_ins(self.name, "retention.json")
        for record_class in (OFFICIAL, INITIATIVES, CONTESTS):
            register_class(record_class)
        register_entry("staff", _("Nhân rộng mô hình"), "desk:desk", 40, holds(*WATCHERS))
