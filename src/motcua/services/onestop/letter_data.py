"""What stands in the letters of a dossier? Plain data for the templates, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.foundation.documents.dates import moment_in_words
from motcua.foundation.documents.letters import (
    HandoverData,
    LookUp,
    PaperLine,
    ReceiptData,
    RefusalData,
    SupplementData,
)
from motcua.foundation.documents.official_forms import form_on
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.clocks import Limits
from motcua.services.onestop.definition import CopyKind
from motcua.services.onestop.letter_parts import (
    applicant_on_letter,
    contact_of,
    heading_of,
    helped_by,
    look_up_of,
    reception_of,
    title_of,
)
from motcua.services.onestop.models import (
    Delivery,
    Dossier,
    DossierEvent,
    DossierPaper,
    IssuedResult,
    PaperSource,
    ResultBy,
)
from motcua.services.onestop.signatures import signature_picture

Data = dict[str, object]


def filed(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the proof of a filing: code, papers as they arrived with their SHA-256, when an answer is due."""
    files = [paper for paper in _papers(dossier, PaperSource.FILING) if paper.stored is not None]
    return {
        "heading": heading_of(dossier, event.at).as_data(),
        "code": dossier.code,
        "reception": reception_of(dossier, event.at),
        "applicant": applicant_on_letter(dossier).as_data(),
        "request": dossier.procedure.title_vi,
        "helped_by": helped_by(dossier),
        "files": [
            {"name": paper.title, "file": paper.stored.name, "size": paper.stored.size, "sha256": paper.stored.sha256}
            for paper in files
            if paper.stored is not None
        ],
        "filed": moment_in_words(dossier.filed_at),
        "answer_due": moment_in_words(dossier.answer_due_at),
        "look_up": look_up_of(dossier).as_data(),
    }


def receipt(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the receipt (Mẫu 01). The due time is the one of acceptance, moved by nothing that came later."""
    limits = Limits.from_json(event.payload["limits"])
    entry = BookEntry.objects.select_related("book").get(pk=dossier.book_entry_id) if dossier.book_entry_id else None
    return ReceiptData(
        heading=heading_of(dossier, event.at),
        form=form_on("receipt", day_of(event.at)),
        code=dossier.code,
        reception=reception_of(dossier, event.at),
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        papers=tuple(_paper_line(paper) for paper in _papers(dossier, PaperSource.FILING)),
        limit=_limit(limits),
        received_at=event.at,
        due_at=datetime.fromisoformat(event.payload["sets"]["due_at"]),
        delivery=_delivery(dossier),
        look_up=look_up_of(dossier),
        fee=_fee(dossier),
        book=str(entry.book.volume) if entry else "",
        entry=entry.number_text if entry else "",
        submitter=dossier.helper.get("name", ""),
        helped_by=helped_by(dossier),
        receiver=event.actor_name,
        contact=contact_of(),
    ).as_data()


def supplement(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the request for more papers (Mẫu 02)."""
    return SupplementData(
        heading=heading_of(dossier, event.at, number=event.payload["number"]),
        form=form_on("supplement", day_of(event.at)),
        code=dossier.code,
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        papers=tuple(_asked_line(dossier, item) for item in event.payload["items"]),
        reason=event.payload["reason"],
        contact=contact_of(event.actor_name),
        signer=event.actor_name,
        signer_title=title_of(event),
        look_up=look_up_of(dossier),
    ).as_data()


def refusal(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the refusal to receive (Mẫu 03)."""
    return RefusalData(
        heading=heading_of(dossier, event.at, number=event.payload["number"]),
        form=form_on("refusal", day_of(event.at)),
        code=dossier.code,
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        reason=event.payload["reason"],
        ground=event.payload["legal_ground"],
        contact=contact_of(event.actor_name),
        signer=event.actor_name,
        signer_title=title_of(event),
    ).as_data()


def handover(dossier: Dossier, event: DossierEvent) -> Data:
    """Return the sheet the receiver of the result signs; before the hand-over receiver and officer are left blank."""
    delivery = Delivery.objects.select_related("by", "signature").filter(dossier=dossier).first()
    return HandoverData(
        heading=heading_of(dossier, event.at),
        code=dossier.code,
        applicant=applicant_on_letter(dossier),
        request=dossier.procedure.title_vi,
        results=tuple(_paper_line(paper) for paper in _papers(dossier, PaperSource.RESULT)),
        handed_at=delivery.at if delivery else event.at,
        receiver=delivery.receiver_name if delivery else "",
        receiver_identity=str(delivery.get_identity_check_display()) if delivery else "",
        officer=delivery.by.full_name if delivery and delivery.by else "",
        due_at=dossier.next_due_at,
        proxy_note=str(delivery.get_relation_display()) if delivery and delivery.relation != "self" else "",
        signature=_drawn(delivery) if delivery else b"",
        check=_check_of(dossier),
    ).as_data()


def _check_of(dossier: Dossier) -> LookUp | None:
    """Return where a result on paper is checked; a file has its own page for that."""
    result = IssuedResult.objects.filter(dossier=dossier, issued=None).first()
    return LookUp(result.address, result.token) if result is not None else None


def _drawn(delivery: Delivery) -> bytes:
    """Return the strokes of a drawn signature; nothing for one on paper, or one that may not be read (yet)."""
    signed = delivery.signature
    return signature_picture(signed) if signed is not None and signed.is_clean else b""


def _papers(dossier: Dossier, source: PaperSource) -> list[DossierPaper]:
    return list(dossier.papers.filter(source=source).select_related("stored"))


def _paper_line(paper: DossierPaper) -> PaperLine:
    return PaperLine(paper.title, copy_kind_text(paper.copy_kind), paper.count)


def _asked_line(dossier: Dossier, item: Mapping[str, str]) -> PaperLine:
    """Return what is asked for, as the kind of copy and in the number that the procedure wants."""
    listed = {paper.key: paper for paper in dossier.procedure_version.content.papers}.get(item["key"])
    if listed is None:
        return PaperLine(item["title"], note=item["note"])
    return PaperLine(item["title"], copy_kind_text(listed.copy_kind), listed.count, note=item["note"])


def copy_kind_text(kind: str) -> str:
    """Return the kind of a copy in words."""
    return {
        CopyKind.ORIGINAL.value: _("Bản chính"),
        CopyKind.CERTIFIED.value: _("Bản sao chứng thực"),
        CopyKind.COPY.value: _("Bản chụp"),
        CopyKind.ELECTRONIC.value: _("Bản điện tử"),
    }.get(kind, kind)


def _fee(dossier: Dossier) -> str:
    items = dossier.procedure_version.content.fee.items
    return "; ".join(f"{item.label.here()}: {money_vn(item.amount)}/{item.unit.here()}" for item in items)


def _limit(limits: Limits) -> str:
    """Return the limit of the law, and what the authority promised when that is less."""
    if limits.promised is None:
        return limits.law.text()
    return _("%(law)s; cam kết giải quyết trong %(promised)s") % {
        "law": limits.law.text(),
        "promised": limits.promised.text(),
    }


def _delivery(dossier: Dossier) -> str:
    """Return where the result is handed over, as the form goes on after "nhận kết quả tại"."""
    return {
        ResultBy.COUNTER.value: _("Bộ phận một cửa"),
        ResultBy.POST.value: _("Địa chỉ người nộp, qua bưu chính công ích"),
        ResultBy.ONLINE.value: _("Bản điện tử"),
        ResultBy.HOME.value: _("Địa chỉ người nộp, do tổ tình nguyện giao"),
    }[dossier.result_by]
