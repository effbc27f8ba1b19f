"""What a certificate says about its holder, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509


@dataclass(frozen=True)
class CertificateFacts:
    """Holder and issuer by name, the serial number in hexadecimal, the days it is valid, its SHA-256."""

    holder: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    sha256: str


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Return what the certificate says."""
    return CertificateFacts(
        holder=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        sha256=certificate.sha256.hex(),
    )


def _name(name: x509.Name) -> str:
    """Return the common name, or the whole name where there is none."""
    common = name.native.get("common_name")
    if isinstance(common, list):
        common = common[0]
    return str(common or name.human_friendly)
