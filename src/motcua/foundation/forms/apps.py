"""The forms room of the foundation storey."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Typed forms."""

    name = "motcua.foundation.forms"
    label = "typed_forms"
