"""The attachments room of the foundation storey."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files received."""

    name = "motcua.foundation.attachments"
    label = "attachments"
