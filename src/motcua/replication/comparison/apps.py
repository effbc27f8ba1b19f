"""The comparison room of the replication storey: the pages of figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComparisonConfig(AppConfig):
    """Comparison."""

    name = "motcua.replication.comparison"
    label = "comparison"

    def ready(self) -> None:
        """Put the pages into the menu of the storey."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415

        figures = _("So sánh các đơn vị, theo tháng, trước và sau khi áp dụng; bấm vào số để xem hồ sơ.")
        register_entry("replication", _("Số liệu sử dụng"), "comparison:dashboard", 40, holds(*WATCHERS), hint=figures)
        targets = _("Mức mỗi tháng mà văn bản chỉ đạo giao cho từng đơn vị, và đơn vị nào đã đạt.")
        register_entry("replication", _("Chỉ tiêu được giao"), "comparison:targets", 45, holds(*WATCHERS), hint=targets)
