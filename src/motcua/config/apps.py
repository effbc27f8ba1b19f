"""The platform as a Django application: it brings the checks of its settings."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Settings checks and nothing else."""

    name = "motcua.config"
    label = "platform"

    def ready(self) -> None:
        """Register the checks."""
        from motcua.config import checks  # noqa: F401, PLC0415 - checks need loaded settings
