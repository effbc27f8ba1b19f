"""Django system checks: is every setting right? Each fault has an id that docs/operations.md explains."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def check_keys(**_options: object) -> list[CheckMessage]:
    """Identity numbers need a key of 32 bytes."""
    if len(settings.IDENTITY_KEY) == 32:  # noqa: PLR2004 - AES-256
        return []
    return [Error("MOTCUA_IDENTITY_KEY must be 32 bytes in base64.", id="motcua.E001")]
