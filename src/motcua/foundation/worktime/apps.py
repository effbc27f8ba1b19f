"""The worktime room of the foundation storey."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class WorktimeConfig(AppConfig):
    """Working time."""

    name = "motcua.foundation.worktime"
    label = "worktime"

    def ready(self) -> None:
        """Put the pages into the menus."""
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415 - needs loaded applications

        register_stand_ins(self.name, "shifts.json")
        register_entry("staff", _("Lịch làm việc"), "worktime:calendar", 74, under=Heading.OFFICE)
        hint = _("Giờ mở cửa, ngày nghỉ và ngày làm bù")
        register_entry("public", _("Lịch làm việc"), "worktime:opening_hours", 60, hint=hint)
