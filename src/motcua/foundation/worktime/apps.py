"""The worktime room of the foundation storey."""

from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    """Working time."""

    name = "motcua.foundation.worktime"
    label = "worktime"
