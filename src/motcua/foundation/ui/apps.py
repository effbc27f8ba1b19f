"""The ui room of the foundation storey."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Interface."""

    name = "motcua.foundation.ui"
    label = "ui"
