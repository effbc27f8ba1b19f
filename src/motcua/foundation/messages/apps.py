"""The messages room of the foundation storey."""

from django.apps import AppConfig
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _in_demo(_request: HttpRequest) -> bool:
    return bool(settings.DEMO)


class MessagesConfig(AppConfig):
    """Messages."""

    name = "motcua.foundation.messages"
    label = "outbox"

    def ready(self) -> None:
        """Put the pages into the menus, and the backlog among the figures."""
        from motcua.foundation.health.gauges import register_gauges  # noqa: PLC0415 - needs loaded applications
        from motcua.foundation.messages.access import TENDERS  # noqa: PLC0415 - as above
        from motcua.foundation.messages.queries import outbox_gauges  # noqa: PLC0415 - as above
        from motcua.foundation.ui.navigation import Heading, register_entry  # noqa: PLC0415 - as above
        from motcua.foundation.units.web.menu import holds  # noqa: PLC0415 - as above

        register_gauges("outbox", outbox_gauges)

        register_entry("staff", _("Thông báo cho tôi"), "messages:notices", 74, under=Heading.OFFICE)
        register_entry("staff", _("Tin nhắn chưa gửi"), "messages:troubled", 76, holds(*TENDERS), under=Heading.OFFICE)
        register_entry(
            "public",
            _("Tin nhắn dùng thử"),
            "messages:demo",
            90,
            _in_demo,
            hint=_("Xem những tin nhắn lẽ ra đã gửi tới người dân"),
        )
