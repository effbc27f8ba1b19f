"""The reporting room of the replication storey: reports filled from live use."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class ReportingConfig(AppConfig):
    """Reporting."""

    name = "motcua.replication.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Put the page among the doors of the desk; tell the follow-up of signed reports."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415
        from motcua.replication.followup.signed_reports import register_source  # noqa: PLC0415
        from motcua.replication.reporting.signed import signed_by_units  # noqa: PLC0415

        register_stand_ins(self.name, "signing.json")
        register_source(signed_by_units)
        hint = _("Báo cáo 6 tháng của đơn vị và tổng hợp hằng quý: số liệu tự điền, đơn vị viết lời và ký.")
        register_entry("replication", _("Báo cáo"), "reporting:reports", 60, holds(*WATCHERS), hint=hint)
