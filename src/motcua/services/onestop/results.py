"""Issue the result of a dossier as a file: with a page that holds its QR code, and under the seal."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.attachments.actions.keep_document import keep_document
from motcua.foundation.attachments.content import path_of
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit import journal
from motcua.foundation.documents.dates import day_in_words
from motcua.foundation.documents.pages import with_last_page
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.documents.qr import qr_modules
from motcua.foundation.documents.signing.seals import seal
from motcua.foundation.documents.signing.sign import Signed, is_signed, sign_pdf
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import Dossier, IssuedResult, Outcome
from motcua.services.onestop.tokens import new_uid, result_token_of, token_hash

PDF = "application/pdf"


def issue_result(
    dossier: Dossier, original: StoredFile, *, outcome: Outcome, number: str, by: Staff, now: datetime
) -> StoredFile:
    """Return the file of the result as it is issued; `original` stays as it is beside it.

    A PDF nobody has signed yet gets a last page with its QR code and the seal; anything else is issued as it came, for
    writing into a signed file would break its signature. Belongs into the transaction of the decision. Signing takes
    some hundredths of a second, with a time stamp up to ten seconds. Raises SealUnavailable.
    """
    result = _decided(dossier, outcome=outcome, number=number, by=by, now=now)
    issued = _sealed(result, original, now) or original
    result.original, result.original_sha256 = original, original.content_sha256
    result.issued, result.issued_sha256 = issued, issued.content_sha256
    result.save(force_insert=True)
    _record(result, by, now)
    return issued


def register_paper(dossier: Dossier, *, number: str, by: Staff, now: datetime) -> IssuedResult:
    """Return the entry of an approved result that is on paper only, so that its paper can be checked by a code.

    `number` is used where no book gives one. Belongs into the transaction of the decision, whose own entry in the
    journal says as much as one of the paper could: there is no hash to be kept.
    """
    has_book = dossier.procedure_version.content.result.book is not None
    result = _decided(dossier, outcome=Outcome.APPROVED, number="" if has_book else number, by=by, now=now)
    result.save(force_insert=True)
    return result


def _decided(dossier: Dossier, *, outcome: Outcome, number: str, by: Staff, now: datetime) -> IssuedResult:
    uid = new_uid(result_token_of)
    return IssuedResult(
        dossier=dossier,
        uid=uid,
        token_hash=token_hash(result_token_of(uid)),
        number=number.strip(),
        title=dossier.procedure_version.content.result.title.vi,
        unit_id=dossier.deciding_unit_id,
        outcome=outcome,
        decided_at=now,
        by=by,
        signer_name=by.full_name,
        signer_title=by.title,
    )


def _sealed(result: IssuedResult, original: StoredFile, now: datetime) -> StoredFile | None:
    """Return the file under the seal; None without a seal, and for what takes none."""
    chosen = seal()
    if chosen is None or original.media_type != PDF:
        return None
    content = path_of(original.content_sha256).read_bytes()
    if is_signed(content):
        return None
    with translation.override("vi"):
        data = _page_data(result, sha256=original.content_sha256, own_sheet=False)
        page = render_pdf("onestop/result_page", data, now=now)
        reason = _("Kết quả giải quyết hồ sơ %(code)s") % {"code": result.dossier.code}
    signed = sign_pdf(with_last_page(content, page), seal=chosen, reason=reason, now=now)
    stored = keep_document(
        data=signed.data,
        name=original.name,
        media_type=PDF,
        by=result.by.as_actor(),
        now=now,
        pages=original.pages + 1 if original.pages else None,
        made_from=original,
    )
    _note_seal(result, signed)
    return stored


def _note_seal(result: IssuedResult, signed: Signed) -> None:
    facts = asdict(signed.certificate)
    result.level, result.seal_digest = signed.level, signed.digest
    result.certificate = {
        **facts,
        "valid_from": signed.certificate.valid_from.isoformat(),
        "valid_until": signed.certificate.valid_until.isoformat(),
    }


def check_page_pdf(result: IssuedResult, *, now: datetime) -> bytes:
    """Return the page with the QR code as a sheet of its own, for a result that was issued as it came, or on paper.

    A file somebody had signed before takes no page more: printed, the sheet lies beside it.
    """
    with translation.override("vi"):
        data = _page_data(result, sha256=result.original_sha256, own_sheet=not result.is_sealed)
        return render_pdf("onestop/result_page", data, now=now)


def numbers_of(result: IssuedResult) -> str:
    """Return the number of the result, or those its papers have in the book. One query where there is a book."""
    entries = result.dossier.result_entries.order_by("pk").values_list("entry__number_text", flat=True)
    return result.number or ", ".join(entries)


def _page_data(result: IssuedResult, *, sha256: str, own_sheet: bool) -> dict[str, object]:
    """Return what stands on the last page: nothing that the result itself does not say."""
    day = day_of(result.decided_at)
    return {
        "title": result.title,
        "procedure": result.dossier.procedure.title_vi,
        "code": result.dossier.code,
        "number": numbers_of(result),
        "unit": version_on(result.unit_id, day).name,
        "signer": ", ".join(part for part in (result.signer_name, result.signer_title) if part),
        "day": day_in_words(day),
        "sha256": sha256,
        "own_sheet": own_sheet,
        "qr": qr_modules(result.address),
        "address": result.address,
        "token": result.token,
    }


def _record(result: IssuedResult, by: Staff, now: datetime) -> None:
    journal.record(
        actor=by.as_actor(),
        unit_id=result.unit_id,
        action="onestop.result_issued",
        target=("dossier", str(result.dossier_id)),
        now=now,
        detail={
            "code": result.dossier.code,
            "original": result.original_sha256,
            "issued": result.issued_sha256,
            "level": result.level,
            "certificate": result.certificate.get("sha256", ""),
        },
    )
