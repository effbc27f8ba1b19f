"""The runs room of the foundation storey: long work that can be left and found again."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunsConfig(AppConfig):
    """Runs."""

    name = "motcua.foundation.runs"
    label = "runs"

    def ready(self) -> None:
        """Put the page into the menu."""
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415 - needs loaded applications

        register_entry("staff", _("Việc chạy nền"), "runs:runs", 77, under=Heading.OFFICE)
