"""The registers room of the foundation storey."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Numbers and books."""

    name = "motcua.foundation.registers"
    label = "registers"
