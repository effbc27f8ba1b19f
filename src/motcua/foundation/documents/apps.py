"""The documents room of the foundation storey."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official documents."""

    name = "motcua.foundation.documents"
    label = "documents"
