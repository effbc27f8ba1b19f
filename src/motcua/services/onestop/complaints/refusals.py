"""What a complaint is refused for, and how it is said."""

from motcua.services.onestop.refusals import DossierRefused


class ComplaintRefused(DossierRefused):
    """A rule about complaints says no; the code names the rule."""
