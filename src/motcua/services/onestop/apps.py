"""The onestop room of the services storey."""

from django.apps import AppConfig


class OnestopConfig(AppConfig):
    """One-stop."""

    name = "motcua.services.onestop"
    label = "onestop"
