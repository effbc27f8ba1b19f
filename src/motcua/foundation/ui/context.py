"""What every page knows beyond its own data."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the names that layouts use: the path and the authority whose site this is."""
    english = get_language() == "en"
    return {
        "path": request.path,
        "authority_name": (settings.AUTHORITY_NAME_EN if english else "") or settings.AUTHORITY_NAME,
        "authority_phone": settings.AUTHORITY_PHONE,
        "authority_address": settings.AUTHORITY_ADDRESS,
        "staff_home": settings.LOGIN_REDIRECT_URL,
    }
