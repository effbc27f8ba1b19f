"""The directives room of the replication storey: what was ordered."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """Directives."""

    name = "motcua.replication.directives"
    label = "directives"
