"""What this room refuses, and how it says so."""

from motcua.foundation.audit.refusal import Refused


class TargetRefused(Refused):
    """A target that nobody can be held to."""
