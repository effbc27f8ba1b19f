"""Who is calling? The address that rate limits and the journal may trust."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address as the outermost of our own proxies saw it.

    Each of the `TRUSTED_PROXIES` in front of us appends the address it was called from to X-Forwarded-For; whatever
    stands before those is the visitor's own claim and is not believed. Without proxies the header is not read at all.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return direct
    claimed = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    chain = [*(part.strip() for part in claimed if part.strip()), direct]
    return chain[-min(settings.TRUSTED_PROXIES + 1, len(chain))]
