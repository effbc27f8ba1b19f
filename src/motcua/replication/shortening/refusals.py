"""What this room refuses, and how it says so."""

from motcua.foundation.audit.refusal import Refused


class ShorteningRefused(Refused):
    """A draft that cannot be made, signed or dropped."""
