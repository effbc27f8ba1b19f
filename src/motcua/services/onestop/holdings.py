"""What does the one-stop hold of a person? Every dossier they filed, with answers, history, files, money and messages.

What people said of an office after a result is not here: nobody can tell whose it is (ADR 29).
"""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from itertools import count
from operator import or_
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.rules import JSON
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.forms.answers import SectionShown, displayed
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.payments.models import (
    Charge,
    GatewayOrder,
    LineSettlement,
    Payment,
    Refund,
    StatementLine,
)
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.holdings import Held, Holding, Row
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.privacy.notices import ABOUT as REQUEST
from motcua.foundation.privacy.queries import moment
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.registers.queries import line_of
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.helping.notices import ABOUT as CONSENT
from motcua.services.onestop.letter_parts import helped_by
from motcua.services.onestop.models import (
    Complaint,
    Delivery,
    Dossier,
    DossierEvent,
    DossierPaper,
    HelpedFiling,
    IssuedResult,
    Parcel,
    ResultEntry,
)

_WORDS = ("reason", "legal_ground", "evidence", "note", "text")  # of an event, as far as it has them


def read_dossiers(person: Person, now: datetime) -> Held:
    """Return the dossiers, oldest first, and the files in them: papers, letters, the signature for the result."""
    del now
    dossiers = list(
        Dossier.objects.filter(applicant=person)
        .select_related("procedure", "procedure_version", "parcel", "delivery")
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
    history: list[JSON] = [_event(event) for event in dossier.events.all()]
    complaints: list[JSON] = [_complaint(complaint) for complaint in dossier.complaints.all()]
    papers: list[JSON] = [_paper(paper) for paper in dossier.papers.all()]
    return {
        _("Mã hồ sơ"): dossier.code,
        _("Thủ tục"): dossier.procedure.title_vi,
        _("Tình trạng"): str(dossier.get_state_display()),
        _("Nộp lúc"): moment(dossier.filed_at),
        _("Người nộp thay"): _helper(dossier),
        _("Điện thoại"): dossier.contact_phone,
        _("Thư điện tử"): dossier.contact_email,
        _("Tờ khai"): _answers(displayed(document.form, dossier.answers)),
        _("Giấy tờ"): papers,
        _("Quá trình giải quyết"): history,
        _("Nơi giao kết quả"): _carried_to(dossier),
        _("Kết quả đã trao cho"): _handed_to(dossier),
        _("Khiếu nại"): complaints,
    }


def _answers(sections: list[SectionShown]) -> dict[str, JSON]:
    """Return the answers section by section: two people in one form are asked by the same words.

    Words that a form repeats within a section, or as its title, are told apart by a number.
    """
    told: dict[str, JSON] = {}
    for section in sections:
        rows: dict[str, JSON] = {}
        for row in section.rows:
            rows[_free_name(row.label, rows)] = row.value_text
        told[_free_name(section.title, told)] = rows
    return told


def _free_name(name: str, taken: Mapping[str, JSON]) -> str:
    return name if name not in taken else next(free for n in count(2) if (free := f"{name} ({n})") not in taken)


def _helper(dossier: Dossier) -> str:
    relation = dossier.helper.get("relation", "")
    return f"{helped_by(dossier)}{f' ({relation})' if relation else ''}" if dossier.helper else ""


def _event(event: DossierEvent) -> str:
    """Tell a turn with what was written about it; notes of the staff too, for they are about the person."""
    told: dict[str, Any] = event.payload
    words = [str(told[key]) for key in _WORDS if told.get(key)]
    return f"{moment(event.at)}: {event.happened}{''.join(f' – {text}' for text in words)}"


def _carried_to(dossier: Dossier) -> str:
    parcel: Parcel | None = getattr(dossier, "parcel", None)
    return (
        ", ".join(part for part in (parcel.name, parcel.phone, parcel.street, parcel.place) if part) if parcel else ""
    )


def _handed_to(dossier: Dossier) -> str:
    delivery: Delivery | None = getattr(dossier, "delivery", None)
    if delivery is None:
        return ""
    known = f"{delivery.get_relation_display()}, {delivery.get_identity_check_display()}"
    return f"{moment(delivery.at)}: {delivery.receiver_name} ({known})"


def read_money(person: Person, now: datetime) -> Held:
    """Return what was owed for the person's dossiers, what was paid and given back, oldest first. Nine queries.

    With a transfer goes what the bank wrote of it, with a try at the gateway from where its messages came.
    """
    del now
    ids = [str(pk) for pk in Dossier.objects.filter(applicant=person).values_list("pk", flat=True)]
    charges = Charge.objects.filter(target_kind=DOSSIER, target_id__in=ids).order_by("pk")
    paid = ("payments__receipt__book", "payments__statement_line", "payments__settled_line__line")
    return Held([_charge(each) for each in charges.prefetch_related("lines", *paid, "refunds", "orders__messages")])


def _charge(charge: Charge) -> Row:
    lines: list[JSON] = [f"{line.label}: {line.total} đ ({line.document})" for line in charge.lines.all()]
    payments: list[JSON] = [_payment(payment) for payment in charge.payments.all()]
    refunds: list[JSON] = [_refund(refund) for refund in charge.refunds.all()]
    orders: list[JSON] = [_order(order) for order in charge.orders.all()]
    return {
        _("Mã hồ sơ"): charge.target_code,
        _("Khoản thu"): charge.title,
        _("Số tiền"): charge.amount,
        _("Tình trạng"): charge.state_name,
        _("Gồm"): lines,
        _("Đã nộp"): payments,
        _("Giao dịch qua cổng thanh toán"): orders,
        _("Đã hoàn"): refunds,
    }


def _payment(payment: Payment) -> str:
    receipt = getattr(payment, "receipt", None)
    number = f", {_('biên lai')} {receipt.text}" if receipt is not None else ""
    said = [text for text in _of_the_bank(payment) if text]
    return f"{moment(payment.paid_at)}: {payment.amount} đ, {payment.get_channel_display()}{number}" + "".join(
        f" – {text}" for text in said
    )


def _of_the_bank(payment: Payment) -> tuple[str, ...]:
    """Return what the statement says of a transfer, and why somebody booked it by hand."""
    line: StatementLine | None = getattr(payment, "statement_line", None)
    settlement: LineSettlement | None = getattr(payment, "settled_line", None)
    if settlement is not None:
        return (settlement.line.memo, settlement.reason)
    return (line.memo,) if line is not None else ()


def _order(order: GatewayOrder) -> str:
    known = sorted({message.address for message in order.messages.all() if message.address})
    where = f", {_('địa chỉ mạng')} {', '.join(known)}" if known else ""
    return f"{moment(order.created_at)}: {order.amount} đ, {order.get_state_display()}, {order.txn_ref}{where}"


def _refund(refund: Refund) -> str:
    return f"{moment(refund.asked_at)}: {refund.amount} đ, {refund.get_state_display()} – {refund.reason}"


def read_book_lines(person: Person, now: datetime) -> Held:
    """Return the lines about the person's dossiers in official books, as they stand now. Three queries."""
    del now
    own = Dossier.objects.filter(applicant=person)
    of_results = ResultEntry.objects.filter(dossier__in=own)
    lines = BookEntry.objects.filter(
        Q(pk__in=own.exclude(book_entry=None).values("book_entry")) | Q(pk__in=of_results.values("entry"))
    )
    told = lines.select_related("book__definition").prefetch_related("amendments").order_by("entered_at", "pk")
    return Held([_book_line(entry) for entry in told])


def _book_line(entry: BookEntry) -> Row:
    kept = line_of(entry)
    columns: dict[str, JSON] = {
        column.label: kept[column.key] for column in entry.book.definition.book_columns() if kept.get(column.key)
    }
    return {
        _("Sổ"): f"{entry.book.definition.title}, {entry.book.year}",
        _("Số"): entry.number_text,
        _("Vào sổ lúc"): moment(entry.entered_at),
        _("Nội dung"): columns,
    }


def read_messages(person: Person, now: datetime) -> Held:
    """Return what was sent about the person's dossiers, the consents to them and what the person asked, oldest first.

    When, where to, what. Four queries.
    """
    del now
    dossiers = list(Dossier.objects.filter(applicant=person).values_list("pk", flat=True))
    of_each_kind = {
        "dossier": dossiers,
        CONSENT: HelpedFiling.objects.filter(dossier__in=dossiers).values_list("pk", flat=True),
        REQUEST: SubjectRequest.objects.filter(person=person).values_list("pk", flat=True),
    }
    of_any = [Q(about_type=kind, about_id__in=[str(pk) for pk in ids]) for kind, ids in of_each_kind.items()]
    sent = OutboxMessage.objects.filter(reduce(or_, of_any)).order_by("pk")
    return Held(
        [
            {
                _("Viết lúc"): moment(row.created_at),
                _("Cách gửi"): row.channel_name,
                _("Gửi tới"): row.to,
                _("Tình trạng"): row.state_name,
                _("Tiêu đề"): row.subject,
                _("Nội dung"): _body(row),
            }
            for row in sent
        ]
    )


def _body(message: OutboxMessage) -> str:
    not_kept = _("(đường dẫn hoặc mã riêng, không lưu lại)")
    return f"{message.body} {not_kept}" if message.link_kind else message.body


def _complaint(complaint: Complaint) -> dict[str, JSON]:
    return {
        _("Số"): complaint.number,
        _("Lần khiếu nại"): str(complaint.level.label),
        _("Nộp lúc"): moment(complaint.filed_at),
        _("Nội dung"): complaint.text,
        _("Trả lời"): complaint.answer,
    }


def _paper(paper: DossierPaper) -> str:
    name = f" ({paper.stored.name}, SHA-256 {paper.stored.sha256})" if paper.stored else ""
    return f"{paper.title}: {moment(paper.added_at)}{name}"


HOLDINGS: Final = (
    Holding("dossiers", gettext_lazy("Hồ sơ thủ tục hành chính"), read_dossiers),
    Holding("money", gettext_lazy("Phí, lệ phí của các hồ sơ"), read_money),
    Holding("books", gettext_lazy("Dòng trong các sổ theo dõi"), read_book_lines),
    Holding("messages", gettext_lazy("Tin nhắn đã viết cho người này"), read_messages),
)
