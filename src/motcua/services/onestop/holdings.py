"""What does the one-stop hold of a person? Every dossier they filed, with answers, history and files."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.rules import JSON
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.forms.answers import displayed
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.holdings import Held, Holding, Row
from motcua.foundation.privacy.queries import moment
from motcua.services.onestop.models import Complaint, Delivery, Dossier, DossierPaper, IssuedResult, Parcel


def read_dossiers(person: Person, now: datetime) -> Held:
    """Return the dossiers, oldest first, and the files in them: papers, letters, the signature for the result."""
    del now
    dossiers = list(
        Dossier.objects.filter(applicant=person)
        .select_related("procedure", "procedure_version", "parcel")
        .defer("procedure_version__document")
        .prefetch_related("events", "papers__stored", "complaints")
        .order_by("filed_at")
    )
    ids = [str(dossier.pk) for dossier in dossiers]
    letters = IssuedDocument.objects.filter(about_type="dossier", about_id__in=ids).select_related("content")
    papers = [paper.stored for dossier in dossiers for paper in dossier.papers.all()]
    signed = Delivery.objects.filter(dossier__in=dossiers).select_related("signature", "sheet")
    results = IssuedResult.objects.filter(dossier__in=dossiers).select_related("issued").order_by("decided_at")
    hands = [stored for delivery in signed for stored in (delivery.signature, delivery.sheet)]
    files: list[StoredFile] = [
        stored for stored in (*papers, *(each.issued for each in results), *hands) if stored is not None
    ]
    return Held([_row(dossier) for dossier in dossiers], [*files, *(letter.content for letter in letters)])


def _row(dossier: Dossier) -> Row:
    document = dossier.procedure_version.content
    answers: dict[str, JSON] = {
        row.label: row.value_text for section in displayed(document.form, dossier.answers) for row in section.rows
    }
    history: list[JSON] = [f"{moment(event.at)}: {event.get_kind_display()}" for event in dossier.events.all()]
    complaints: list[JSON] = [_complaint(complaint) for complaint in dossier.complaints.all()]
    papers: list[JSON] = [_paper(paper) for paper in dossier.papers.all()]
    return {
        _("Mã hồ sơ"): dossier.code,
        _("Thủ tục"): dossier.procedure.title_vi,
        _("Tình trạng"): str(dossier.get_state_display()),
        _("Nộp lúc"): moment(dossier.filed_at),
        _("Người nộp thay"): dict(dossier.helper),
        _("Điện thoại"): dossier.contact_phone,
        _("Thư điện tử"): dossier.contact_email,
        _("Tờ khai"): answers,
        _("Giấy tờ"): papers,
        _("Quá trình giải quyết"): history,
        _("Nơi giao kết quả"): _carried_to(dossier),
        _("Khiếu nại"): complaints,
    }


def _carried_to(dossier: Dossier) -> str:
    parcel: Parcel | None = getattr(dossier, "parcel", None)
    return (
        ", ".join(part for part in (parcel.name, parcel.phone, parcel.street, parcel.place) if part) if parcel else ""
    )


def _complaint(complaint: Complaint) -> dict[str, JSON]:
    return {
        _("Số"): complaint.number,
        _("Nộp lúc"): moment(complaint.filed_at),
        _("Nội dung"): complaint.text,
        _("Trả lời"): complaint.answer,
    }


def _paper(paper: DossierPaper) -> str:
    name = f" ({paper.stored.name}, SHA-256 {paper.stored.sha256})" if paper.stored else ""
    return f"{paper.title}: {moment(paper.added_at)}{name}"


HOLDING: Final = Holding("dossiers", gettext_lazy("Hồ sơ thủ tục hành chính"), read_dossiers)
