"""Which program is calling?"""

import hashlib

from motcua.services.onestop.models import ApiClient


def key_hash(key: str) -> bytes:
    """Return the 32 bytes under which a program's key is stored: keys are long and random, so one SHA-256 is enough."""
    return hashlib.sha256(key.encode()).digest()


def client_by_key(key: str) -> ApiClient | None:
    """Return the active program with this key, or None."""
    return ApiClient.objects.filter(key_hash=key_hash(key), is_active=True).first()
