"""Identity numbers at rest: encrypted with AES-GCM, found again by a keyed hash (blind index).

A cipher text is one byte naming the key, a nonce of 12 bytes, and the sealed number with its tag of 16 bytes. The kind
of paper is authenticated along with it, so that a number cannot be passed off as one of another kind.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from motcua.foundation.people.rules import IdentityKind

KEY_ID = 1
NONCE_LENGTH, TAG_LENGTH = 12, 16


class TamperedIdentity(Exception):
    """A stored number cannot be opened: it was changed, belongs to another kind, or another key sealed it."""


def seal(kind: IdentityKind, number: str) -> bytes:
    """Return `number` encrypted; two calls never give the same bytes."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    head = bytes([KEY_ID])
    return head + nonce + AESGCM(settings.IDENTITY_KEY).encrypt(nonce, number.encode(), _bound_to(head, kind))


def unseal(kind: IdentityKind, cipher: bytes) -> str:
    """Return the number behind a cipher text; raises TamperedIdentity."""
    if len(cipher) <= 1 + NONCE_LENGTH + TAG_LENGTH:
        raise TamperedIdentity("The stored identity number is too short.")
    head, nonce, sealed = cipher[:1], cipher[1 : 1 + NONCE_LENGTH], cipher[1 + NONCE_LENGTH :]
    if (key := _keys().get(head[0])) is None:
        raise TamperedIdentity(f"No key {head[0]} is known for the stored identity number.")
    try:
        return AESGCM(key).decrypt(nonce, sealed, _bound_to(head, kind)).decode()
    except InvalidTag as error:
        raise TamperedIdentity("The stored identity number was changed.") from error


def blind_index(kind: IdentityKind, number: str) -> bytes:
    """Return the keyed hash by which a normalised number is found: equal numbers of a kind have equal hashes."""
    return hmac.digest(settings.BLIND_INDEX_KEY, f"{kind}:{number}".encode(), hashlib.sha256)


def _keys() -> dict[int, bytes]:
    """Return the keys that may have sealed a number, by the byte that names them."""
    return {KEY_ID: settings.IDENTITY_KEY}


def _bound_to(head: bytes, kind: IdentityKind) -> bytes:
    """Return what is authenticated with the number: the key's name and the kind of paper."""
    return head + str(kind).encode()
