"""Check a PDF: are its signatures whole, does the last one cover all of it, and is the signer one of ours?

Whatever was appended after the signature makes the file another one: the seal allows no change. Inside the envelope of
the signature are bytes that nobody signs, further certificates and padding: whoever has the issued file compares its
SHA-256. Nothing is fetched from the network, so a certificate that was revoked meanwhile is not noticed here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from motcua.foundation.documents.signing.certificates import facts_of
from motcua.foundation.documents.signing.own_loop import in_own_loop
from motcua.foundation.documents.signing.verdict import Finding, Verdict

# seals of agencies are issued with either of the two
_USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
# what reading a damaged or hostile file may raise: the file is no good, and that is the answer
_DAMAGE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
)


def verify_pdf(data: bytes, *, roots: Sequence[x509.Certificate], now: datetime) -> Verdict:
    """Return what is true of the file's signatures; never raises for what is in the file.

    `roots` are the authorities we trust. A stranger's files belong into a process of their own: `verify_apart`.
    """
    try:
        found = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
    except _DAMAGE:
        return Verdict(Finding.UNREADABLE)
    if not found:
        return Verdict(Finding.UNSIGNED)
    try:
        statuses = in_own_loop(lambda: _statuses(found, roots, now))
    except _DAMAGE:
        return Verdict(Finding.BROKEN)
    return _verdict(found[-1], statuses)


async def _statuses(
    found: Sequence[EmbeddedPdfSignature], roots: Sequence[x509.Certificate], now: datetime
) -> list[PdfSignatureStatus]:
    return [
        await async_validate_pdf_signature(
            each,
            ValidationContext(trust_roots=list(roots), moment=now, allow_fetching=False),
            key_usage_settings=_USAGE,
            skip_diff=True,
        )
        for each in found
    ]


def _verdict(last: EmbeddedPdfSignature, statuses: Sequence[PdfSignatureStatus]) -> Verdict:
    status = statuses[-1]
    stamp = status.timestamp_validity
    facts = facts_of(status.signing_cert)
    # a time that an authority we do not know has stamped proves nothing
    is_stamped = stamp is not None and stamp.trusted
    return Verdict(
        finding=_finding(statuses),
        signer=facts.holder,
        signed_at=stamp.timestamp if stamp is not None and is_stamped else status.signer_reported_dt,
        is_stamped=is_stamped,
        digest=last.compute_digest().hex(),
        certificate=facts.sha256,
    )


def _finding(statuses: Sequence[PdfSignatureStatus]) -> Finding:
    if not all(status.intact and status.valid for status in statuses):
        return Finding.BROKEN
    if statuses[-1].coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return Finding.APPENDED
    return Finding.TRUSTED if all(status.trusted for status in statuses) else Finding.STRANGER
