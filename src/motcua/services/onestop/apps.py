"""The onestop room of the services storey: dossiers with QR look-up (model R2)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnestopConfig(AppConfig):
    """One-stop."""

    name = "motcua.services.onestop"
    label = "onestop"

    def ready(self) -> None:
        """Register the service."""
        from motcua.services.onestop.actions.move_to_successor import move_to_successor  # noqa: PLC0415 - needs models
        from motcua.services.onestop.measures import MEASURES  # noqa: PLC0415
        from motcua.services.registry import Service, register  # noqa: PLC0415

        register(
            Service(
                code="onestop",
                name=_("Một cửa điện tử, tra cứu hồ sơ bằng mã QR"),
                model="R2",
                url_prefix="/thu-tuc/",
                measures=MEASURES,
                on_unit_ended=move_to_successor,
            )
        )
