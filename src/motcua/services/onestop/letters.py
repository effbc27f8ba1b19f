"""Which letters does a dossier have, and what stands in them? Filled here, laid out by typst, kept when issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.attachments.content import open_content
from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.documents.actions import issue_document
from motcua.foundation.documents.letters import (
    Applicant,
    Contact,
    HandoverData,
    Heading,
    LookUp,
    PaperLine,
    ReceiptData,
    RefusalData,
    SupplementData,
)
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.documents.official_forms import form_on
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.units.models import UnitVersion
from motcua.foundation.units.queries import versions_of
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.definition import CopyKind
from motcua.services.onestop.models import Dossier, DossierEvent, PaperSource
from motcua.services.onestop.states import Action

Data = Mapping[str, object]
ABOUT = "dossier"
KINDS: Mapping[str, str] = {
    Action.ACCEPT: "receipt",
    Action.REQUEST_SUPPLEMENT: "supplement",
    Action.REJECT: "refusal",
}
PAPER_KINDS = {
    CopyKind.ORIGINAL: "bản chính",
    CopyKind.CERTIFIED: "bản sao chứng thực",
    CopyKind.COPY: "bản chụp",
    CopyKind.ELECTRONIC: "bản điện tử",
}


def issue_letter(*, dossier: Dossier, event: DossierEvent, now: datetime) -> IssuedDocument:
    """Issue the letter of an event, once: asked again, it returns what was issued."""
    kind = KINDS[event.kind]
    number = f"{dossier.code}/{event.seq}"
    earlier = letters_of(dossier).filter(kind=kind, number=number).first()
    if earlier is not None:
        return earlier
    return issue_document(
        kind=kind,
        circular=form_on(kind, day_of(event.at)).circular,
        number=number,
        unit_id=dossier.receiving_unit_id,
        about=(ABOUT, str(dossier.pk)),
        template=f"onestop/{kind}",
        data=_data(dossier, event),
        by=Actor(ActorKind(event.actor_kind), event.actor_name, event.actor_staff_id),
        now=now,
    )


def receipt_pdf(dossier: Dossier, *, now: datetime) -> bytes:
    """Return the receipt (Mẫu 01): the issued one, or before acceptance one that promises the answer only."""
    issued = letters_of(dossier).filter(kind="receipt").order_by("issued_at").first()
    if issued is not None:
        return kept(issued)
    event = dossier.events.filter(kind=Action.ACCEPT).first()
    if event is not None:
        return kept(issue_letter(dossier=dossier, event=event, now=now))
    return render_pdf("onestop/receipt", receipt_data(dossier, dossier.filed_at), now=dossier.filed_at)


def letter_kinds(dossier: Dossier) -> list[str]:
    """Return the letters that can be printed of a dossier now."""
    events = set(dossier.events.values_list("kind", flat=True))
    kinds = ["receipt", "receipt80"] if Action.ACCEPT in events else []
    kinds += [kind for action, kind in KINDS.items() if action in events and kind not in kinds]
    return [*kinds, "handover"] if dossier.finished_at else kinds


def letter_pdf(dossier: Dossier, kind: str, *, now: datetime) -> bytes | None:
    """Return a letter for printing, the newest of its kind; None when the dossier has none."""
    if kind not in letter_kinds(dossier):
        return None
    if kind == "receipt80":
        return render_pdf("onestop/receipt80", receipt_data(dossier, dossier.filed_at), now=now)
    if kind == "handover":
        return render_pdf("onestop/handover", handover_data(dossier, now), now=now)
    action = next(action for action, known in KINDS.items() if known == kind)
    event = dossier.events.filter(kind=action).latest("seq")
    return kept(issue_letter(dossier=dossier, event=event, now=now))


def letters_of(dossier: Dossier) -> IssuedDocument.objects.__class__:
    """Return the issued letters of a dossier."""
    return IssuedDocument.objects.filter(about_type=ABOUT, about_id=str(dossier.pk))


def kept(issued: IssuedDocument) -> bytes:
    """Return the very bytes that were issued."""
    with open_content(issued.content) as content:
        return content.read()


def _data(dossier: Dossier, event: DossierEvent) -> Data:
    with translation.override("vi"):
        if event.kind == Action.ACCEPT:
            return receipt_data(dossier, event.at)
        if event.kind == Action.REQUEST_SUPPLEMENT:
            return _supplement_data(dossier, event)
        return _refusal_data(dossier, event)


def receipt_data(dossier: Dossier, at: datetime) -> Data:
    """Return what stands in the receipt; letters are in Vietnamese."""
    document = dossier.procedure_version.content
    unit = _unit(dossier.receiving_unit_id, day_of(at))
    with translation.override("vi"):
        return ReceiptData(
            heading=_heading(unit, day_of(at)),
            form=form_on("receipt", day_of(at)),
            code=dossier.code,
            reception=unit.name,
            applicant=_applicant(dossier),
            request=document.title.vi,
            papers=_papers(dossier, PaperSource.FILING),
            limit=document.limit.limit.text(),
            received_at=dossier.accepted_at or dossier.filed_at,
            due_at=dossier.due_at,
            delivery=dossier.get_result_by_display(),
            look_up=LookUp(dossier.look_up_address, dossier.token),
            receiver=_actor_of(dossier, Action.ACCEPT),
            contact=_contact(),
        ).as_data()


def _supplement_data(dossier: Dossier, event: DossierEvent) -> Data:
    unit = _unit(event.office_unit_id, day_of(event.at))
    items = event.payload.get("items", [])
    return SupplementData(
        heading=_heading(unit, day_of(event.at)),
        form=form_on("supplement", day_of(event.at)),
        code=dossier.code,
        applicant=_applicant(dossier),
        request=dossier.procedure_version.content.title.vi,
        papers=tuple(PaperLine(item["title"], note=item.get("note", "")) for item in items),
        reason=event.payload.get("reason", ""),
        contact=_contact(event.actor_name),
        signer=event.actor_name,
        look_up=LookUp(dossier.look_up_address, dossier.token),
    ).as_data()


def _refusal_data(dossier: Dossier, event: DossierEvent) -> Data:
    unit = _unit(event.office_unit_id, day_of(event.at))
    return RefusalData(
        heading=_heading(unit, day_of(event.at)),
        form=form_on("refusal", day_of(event.at)),
        code=dossier.code,
        applicant=_applicant(dossier),
        request=dossier.procedure_version.content.title.vi,
        reason=event.payload.get("reason", ""),
        ground=event.payload.get("legal_ground", ""),
        contact=_contact(event.actor_name),
        signer=event.actor_name,
    ).as_data()


def handover_data(dossier: Dossier, now: datetime) -> Data:
    """Return what stands in the sheet on which the receiver signs."""
    document = dossier.procedure_version.content
    delivery = getattr(dossier, "delivery", None)
    at = delivery.at if delivery else now
    with translation.override("vi"):
        return HandoverData(
            heading=_heading(_unit(dossier.receiving_unit_id, day_of(at)), day_of(at)),
            code=dossier.code,
            applicant=_applicant(dossier),
            request=document.title.vi,
            results=(PaperLine(document.result.title.vi, "bản chính"),),
            handed_at=at,
            receiver=delivery.receiver_name if delivery else dossier.applicant.full_name,
            receiver_identity=delivery.get_identity_check_display() if delivery else "",
            officer=delivery.by.full_name if delivery else "",
            due_at=dossier.due_at,
            proxy_note=delivery.get_relation_display() if delivery else "",
        ).as_data()


def _unit(unit_id: int, day: date) -> UnitVersion:
    return versions_of([unit_id], day)[unit_id]


def _heading(unit: UnitVersion, day: date) -> Heading:
    superior = versions_of([unit.parent_id], day).get(unit.parent_id) if unit.parent_id else None
    return Heading(
        agency=unit.name,
        superior=superior.name if superior else "",
        place=settings.LETTER_PLACE,
        day=day,
    )


def _applicant(dossier: Dossier) -> Applicant:
    address = dossier.applicant.address or {}
    line = ", ".join(str(address[key]) for key in ("street", "ward", "province") if address.get(key))
    return Applicant(dossier.applicant.full_name, line, dossier.contact_phone, dossier.contact_email)


def _papers(dossier: Dossier, source: PaperSource) -> tuple[PaperLine, ...]:
    found = dossier.papers.filter(source=source)
    return tuple(PaperLine(paper.title, PAPER_KINDS[CopyKind(paper.copy_kind)], paper.count) for paper in found)


def _contact(name: str = "") -> Contact:
    return Contact(name=name or _("Bộ phận Tiếp nhận và Trả kết quả"), phone=settings.AUTHORITY_PHONE, website=settings.PUBLIC_URL)


def _actor_of(dossier: Dossier, action: Action) -> str:
    event = dossier.events.filter(kind=action).first()
    return event.actor_name if event else ""
