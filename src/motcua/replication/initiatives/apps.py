"""The initiatives room of the replication storey: the register of models."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives."""

    name = "motcua.replication.initiatives"
    label = "initiatives"
