"""The onestop room of the services storey: dossiers with QR look-up (model R2)."""

from django.apps import AppConfig


class OnestopConfig(AppConfig):
    """One-stop."""

    name = "motcua.services.onestop"
    label = "onestop"

    def ready(self) -> None:
        """Register the service, and its pages in the menus."""
        from motcua.services.onestop import registration  # noqa: PLC0415 - needs loaded applications

        registration.offer_service()
        registration.join_foundation()
        registration.enter_menus()
