"""The adoption room of the replication storey: which unit takes over which model."""

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    """Adoption."""

    name = "motcua.replication.adoption"
    label = "adoption"
