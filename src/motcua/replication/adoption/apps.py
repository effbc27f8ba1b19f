"""The adoption room of the replication storey: which unit takes over which model."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdoptionConfig(AppConfig):
    """Adoption."""

    name = "motcua.replication.adoption"
    label = "adoption"

    def ready(self) -> None:
        """Name what passes to a successor, tell the register who uses a model, put the pages into the menu."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.successions import register_handover  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415
        from motcua.replication.adoption.handover import HANDOVER  # noqa: PLC0415
        from motcua.replication.adoption.queries import uses  # noqa: PLC0415
        from motcua.replication.initiatives.usage import UsageSource, register_usage  # noqa: PLC0415

        register_handover(HANDOVER)
        register_usage(UsageSource(uses, "adoption:plan", "adoption:adoption"))
        about = _("Kế hoạch, thiết lập, đưa vào áp dụng, đánh giá, dừng.")
        register_entry(
            "replication", _("Mô hình đơn vị áp dụng"), "adoption:adoptions", 30, holds(*WATCHERS), hint=about
        )
        whole = _("Đơn vị nào phải làm, đang chuẩn bị, đang áp dụng và từ bao giờ.")
        register_entry("replication", _("Bảng áp dụng mô hình"), "adoption:matrix", 40, holds(*WATCHERS), hint=whole)
