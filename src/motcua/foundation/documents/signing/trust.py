"""Whose signatures do we trust? The authorities of MOTCUA_SEAL_ROOTS, and the one in the key file of the seal."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem, x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings

_LABEL = "CERTIFICATE"


def trusted_roots() -> list[x509.Certificate]:
    """Return the certificates of the authorities we trust."""
    if settings.SEAL_ROOTS:
        return _in_pem(Path(settings.SEAL_ROOTS))
    path = Path(settings.SEAL_FILE)
    return _in_key_file(path) if settings.SEAL_FILE and path.is_file() else []


def _in_pem(path: Path) -> list[x509.Certificate]:
    blocks = pem.unarmor(path.read_bytes(), multiple=True)
    return [x509.Certificate.load(block) for label, _headers, block in blocks if label == _LABEL]


def _in_key_file(path: Path) -> list[x509.Certificate]:
    """Return the self-signed certificates that came with the key."""
    held = pkcs12.load_pkcs12(path.read_bytes(), settings.SEAL_PASSWORD.encode() or None)
    found = [x509.Certificate.load(each.certificate.public_bytes(Encoding.DER)) for each in held.additional_certs]
    return [each for each in found if each.self_signed in {"yes", "maybe"}]
