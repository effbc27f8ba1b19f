"""The followup room of the replication storey: point 2.6 of dispatch 554/UBND-CCHC."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.citation import register_stand_ins


class FollowupConfig(AppConfig):
    """Follow-up."""

    name = "motcua.replication.followup"
    label = "followup"

    def ready(self) -> None:
        """Put the pages on the desk, and name what a unit that ends hands on."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.units.successions import register_handover  # noqa: PLC0415
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415
        from motcua.replication.access import WATCHERS  # noqa: PLC0415
        from motcua.replication.directives.after_confirming import register_step  # noqa: PLC0415
        from motcua.replication.followup.actions.open_tasks_of_directive import (  # noqa: PLC0415
            open_tasks_of_directive,
        )
        from motcua.replication.followup.handover import HANDOVER  # noqa: PLC0415
        from motcua.replication.followup.models import OVERLOOKERS  # noqa: PLC0415

        register_stand_ins(self.name, "reminders.json")
        register_handover(HANDOVER)
        register_step("followup.tasks", open_tasks_of_directive)
        mine = _("Việc phải làm, còn bao lâu, báo minh chứng ở đâu.")
        register_entry("replication", _("Nhiệm vụ được giao"), "followup:home", 50, holds(*WATCHERS), hint=mine)
        stuck = _("Báo khó khăn, xem ai trả lời và đã chờ bao lâu.")
        register_entry("replication", _("Khó khăn, vướng mắc"), "followup:obstacles", 52, holds(*WATCHERS), hint=stuck)
        seen = _("Kế hoạch, danh mục, ảnh và biên bản kiểm tra.")
        register_entry("replication", _("Kiểm tra"), "followup:inspections", 54, holds(*WATCHERS), hint=seen)
        late = _("Đơn vị quá hạn chưa có minh chứng; dự thảo văn bản đôn đốc.")
        register_entry("replication", _("Chưa thực hiện"), "followup:directives", 56, holds(*OVERLOOKERS), hint=late)
