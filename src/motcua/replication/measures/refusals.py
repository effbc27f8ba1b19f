"""What this room refuses, and how it says so."""

from motcua.foundation.audit.refusal import Refused


class NoteRefused(Refused):
    """A note that explains nothing, or days that cannot be explained."""
