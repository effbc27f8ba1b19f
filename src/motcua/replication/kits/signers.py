"""Whose signature counts: that of this installation, and of the signers it trusts."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.replication.kits.models import TrustedSigner
from motcua.replication.kits.packing import Kit
from motcua.replication.kits.refusals import KitRefused, UnknownSigner

KEY_BYTES = 32


def own_key() -> Ed25519PrivateKey:
    """Return the key with which this installation signs."""
    return Ed25519PrivateKey.from_private_bytes(settings.KIT_KEY)


def own_public_key() -> bytes:
    """Return the public half, which other installations enter as a signer they trust."""
    return own_key().public_key().public_bytes_raw()


def as_text(public_key: bytes) -> str:
    """Return a public key as people pass it on (base64)."""
    return base64.b64encode(public_key).decode()


def read_key(text: str) -> bytes:
    """Return the key that somebody passed on as text; raise KitRefused."""
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise KitRefused(
            "public_key",
            _("Khóa công khai không đúng. Hãy chép đủ 44 ký tự ở trang “Người ký bộ áp dụng” của bên kia."),
        )
    return raw


def signer_name(kit: Kit) -> str:
    """Return the name by which the signer of the kit is trusted, "" for this installation; raise UnknownSigner."""
    if kit.signer == own_public_key():
        return ""
    known = TrustedSigner.objects.trusted().filter(public_key=kit.signer).first()
    if known is None:
        raise UnknownSigner(kit.fingerprint, kit.head.unit_name)
    return known.name
