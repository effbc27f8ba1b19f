"""The ui room of the foundation storey."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.forms import say_what_is_missing
from motcua.foundation.ui.navigation import register_entry


class UiConfig(AppConfig):
    """Interface."""

    name = "motcua.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Put the pages of one's own account into the menu under one's name, and give forms our words."""
        say_what_is_missing()
        register_entry("account", _("Xác thực hai bước"), "mfa_index", 80)
        register_entry("account", _("Đổi mật khẩu"), "account_change_password", 90)
