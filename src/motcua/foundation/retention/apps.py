"""The retention room of the foundation storey: how long records are kept, and how they end."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class RetentionConfig(AppConfig):
    """Retention."""

    name = "motcua.foundation.retention"
    label = "retention"

    def ready(self) -> None:
        """Name what is kept for ever, and put the page into the menu."""
        from motcua.foundation.retention.access import READERS  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.retention.letters import MESSAGES  # noqa: PLC0415 - as above
        from motcua.foundation.retention.own_classes import OWN  # noqa: PLC0415 - as above
        from motcua.foundation.retention.schedule import register_class  # noqa: PLC0415 - as above
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415 - as above
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415 - as above

        register_stand_ins(self.name, "retention.json")
        for record_class in (*OWN, MESSAGES):
            register_class(record_class)
        register_entry("staff", _("Thời hạn lưu giữ"), "retention:overview", 62, holds(*READERS), under=Heading.RECORDS)
