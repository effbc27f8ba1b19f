"""The followup room of the replication storey: point 2.6 of dispatch 554/UBND-CCHC."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Follow-up."""

    name = "motcua.replication.followup"
    label = "followup"
