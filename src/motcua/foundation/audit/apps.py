"""The audit room of the foundation storey."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit journal."""

    name = "motcua.foundation.audit"
    label = "audit"
