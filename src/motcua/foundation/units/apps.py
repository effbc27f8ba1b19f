"""The units room of the foundation storey."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units and staff."""

    name = "motcua.foundation.units"
    label = "units"
