"""The measures room of the replication storey: figures from live use."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Measures."""

    name = "motcua.replication.measures"
    label = "measures"
