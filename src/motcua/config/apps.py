"""The platform as a Django application: it brings the checks of its settings and the age of its backup."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """What concerns an installation as a whole."""

    name = "motcua.config"
    label = "platform"

    def ready(self) -> None:
        """Register the checks and the figure."""
        from motcua.config import checks  # noqa: F401, PLC0415 - checks need loaded settings
        from motcua.config.backup.age import backup_gauges  # noqa: PLC0415 - as above
        from motcua.foundation.health.gauges import register_gauges  # noqa: PLC0415 - as above

        register_gauges("backup", backup_gauges)
