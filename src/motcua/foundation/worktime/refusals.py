"""What this room refuses, and how it says so."""

from motcua.foundation.audit.refusal import Refused


class HoursRefused(Refused):
    """Opening hours or a clock rule cannot be entered; the sentence says why."""
