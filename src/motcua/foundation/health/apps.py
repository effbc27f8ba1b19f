"""The health room of the foundation storey: does the platform live, is it ready, what are its figures."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Health."""

    name = "motcua.foundation.health"
    label = "health"

    def ready(self) -> None:
        """Register the figures of the queue and of the web processes."""
        from motcua.foundation.health.gauges import register_gauges  # noqa: PLC0415 - models load first
        from motcua.foundation.health.queries import queue_gauges, request_gauges  # noqa: PLC0415 - as above

        register_gauges("queue", queue_gauges)
        register_gauges("requests", request_gauges)
