"""Sign a PDF with the seal: PAdES B-B, with a time stamp B-T (ETSI EN 319 142-1, section 6)."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from motcua.foundation.documents.signing.certificates import CertificateFacts, facts_of
from motcua.foundation.documents.signing.faults import SealUnavailable
from motcua.foundation.documents.signing.own_loop import in_own_loop
from motcua.foundation.documents.signing.seals import Seal, signer_of
from motcua.foundation.documents.signing.timestamping import HttpTimeStamper

FIELD = "Ket-qua"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Signed:
    """A signed file, the certificate it was signed with, and how: "B-B", or "B-T" with a time stamp.

    `digest` is the SHA-256 (in hexadecimal) of the bytes that were signed.
    """

    data: bytes
    certificate: CertificateFacts
    level: str
    digest: str


class _SignerAt(PdfSigner):
    """pyHanko's signer with the moment as an argument: it would ask the system's clock."""

    def __init__(self, *arguments: Any, at: datetime, **named: Any) -> None:  # noqa: ANN401 - pyHanko's own
        super().__init__(*arguments, **named)
        self._at = at

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
        """Begin, at our moment."""
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self._at
        return session


def sign_pdf(pdf: bytes, *, seal: Seal, reason: str, now: datetime) -> Signed:
    """Return `pdf` with the seal's signature over all of it, after which no change is allowed.

    `now` is the time the signature claims; only a time stamp proves it. Raises SealUnavailable, its reason in the log.
    """
    try:
        return _sealed(pdf, seal, reason, now)
    except SealUnavailable as fault:
        _log.warning("not signed: %s", fault.reason)
        raise


def _sealed(pdf: bytes, seal: Seal, reason: str, now: datetime) -> Signed:
    stamper = HttpTimeStamper(settings.SEAL_TSA_URL) if settings.SEAL_TSA_URL else None
    with signer_of(seal) as signer:
        facts = facts_of(signer.signing_cert)
        signing = _SignerAt(
            PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm="sha256",
                reason=reason,
                subfilter=SigSeedSubFilter.PADES,
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
            ),
            signer=signer,
            timestamper=stamper,
            at=now,
        )
        data = _signed(pdf, signing)
    digest = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures[-1].compute_digest().hex()
    return Signed(data, facts, "B-T" if stamper else "B-B", digest)


def is_signed(pdf: bytes) -> bool:
    """Tell whether somebody has signed the PDF already."""
    return bool(PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures)


def _signed(pdf: bytes, signing: PdfSigner) -> bytes:
    try:
        return in_own_loop(lambda: _sign(pdf, signing))
    except (SigningError, PdfError) as fault:
        raise SealUnavailable(f"{type(fault).__name__}: {fault}") from fault


async def _sign(pdf: bytes, signing: PdfSigner) -> bytes:
    out = io.BytesIO()
    await signing.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()
