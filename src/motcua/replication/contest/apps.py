"""The contest room of the replication storey: call, entries, blind reading, final, results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestConfig(AppConfig):
    """Contest."""

    name = "motcua.replication.contest"
    label = "contest"

    def ready(self) -> None:
        """Put the page among the doors of the spread of models."""
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415 - needs loaded applications

        register_entry(
            "replication",
            _("Hội thi mô hình, sáng kiến"),
            "contest:contests",
            60,
            hint=_("Phát động, nhận bài, chấm sơ khảo giấu tên, chung kết có bảng điểm, kết quả."),
        )
