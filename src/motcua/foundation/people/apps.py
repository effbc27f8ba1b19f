"""The people room of the foundation storey."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and organisations."""

    name = "motcua.foundation.people"
    label = "people"
