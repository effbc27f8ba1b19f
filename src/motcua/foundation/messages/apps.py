"""The messages room of the foundation storey."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Messages."""

    name = "motcua.foundation.messages"
    label = "outbox"
