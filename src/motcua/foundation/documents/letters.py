"""What do the letters of the one-stop say? Frozen shapes that a service fills; the templates only set them.

Every class has `as_data()`: plain JSON with days and hours in words, as the typst templates expect it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.foundation.documents.dates import day_in_words, moment_in_words
from motcua.foundation.documents.official_forms import OfficialForm
from motcua.foundation.documents.qr import qr_modules

Data = dict[str, object]


@dataclass(frozen=True)
class Heading:
    """The head of an official letter (NĐ 30/2020/NĐ-CP, Phụ lục I): who writes, under whom, which number, where, when.

    `superior` may be empty. `number` is number and symbol ("12/TNHS") or empty.
    """

    agency: str
    place: str
    day: date
    superior: str = ""
    number: str = ""

    def as_data(self) -> Data:
        """Return plain data for `letter.typ`."""
        return {
            "superior": self.superior,
            "agency": self.agency,
            "number": self.number,
            "place": self.place,
            "day": day_in_words(self.day),
        }


@dataclass(frozen=True)
class PaperLine:
    """A paper: its name, what it is (bản chính, bản sao chứng thực, bản chụp, bản điện tử), how many, a remark."""

    name: str
    kind: str = ""
    copies: int = 1
    note: str = ""

    def as_data(self) -> Data:
        """Return plain data for the templates."""
        return {"name": self.name, "kind": self.kind, "copies": self.copies, "note": self.note}


@dataclass(frozen=True)
class Applicant:
    """Who filed, as it stands on the letters."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""

    def as_data(self) -> Data:
        """Return plain data for the templates."""
        return {"name": self.name, "address": self.address, "phone": self.phone, "email": self.email}


@dataclass(frozen=True)
class Contact:
    """Whom the applicant may ask: the officer in charge or the office, a telephone, a web site."""

    name: str = ""
    phone: str = ""
    website: str = ""

    def as_data(self) -> Data:
        """Return plain data for the templates."""
        return {"name": self.name, "phone": self.phone, "website": self.website}


@dataclass(frozen=True)
class LookUp:
    """Where the applicant follows the dossier: the URL in the QR code, and the code printed for typing."""

    url: str
    code: str

    def as_data(self) -> Data:
        """Return plain data for the templates, with the modules of the QR code."""
        return {"url": self.url, "code": self.code, "qr": qr_modules(self.url)}


@dataclass(frozen=True)
class ReceiptData:
    """Mẫu 01, receipt and promise of a day: template `onestop/receipt` (A4) and `onestop/receipt80` (80 mm roll).

    `limit` is the time by rule as text ("8 ngày làm việc"), `fee` as text ("15.000 đồng"; empty = none). `due_at` may
    be None for a dossier answered at once. `book` and `entry` are the book of the register and the line in it;
    `helped_by` says who filed for the applicant.
    """

    heading: Heading
    form: OfficialForm
    code: str
    reception: str
    applicant: Applicant
    request: str
    papers: tuple[PaperLine, ...]
    limit: str
    received_at: datetime
    due_at: datetime | None
    delivery: str
    look_up: LookUp
    sets: int = 1
    fee: str = ""
    book: str = ""
    entry: str = ""
    submitter: str = ""
    helped_by: str = ""
    receiver: str = ""
    contact: Contact = field(default_factory=Contact)

    def as_data(self) -> Data:
        """Return plain data for `receipt.typ` and `receipt80.typ`."""
        return {
            "heading": self.heading.as_data(),
            "form": form_data(self.form),
            "code": self.code,
            "reception": self.reception,
            "applicant": self.applicant.as_data(),
            "request": self.request,
            "papers": [paper.as_data() for paper in self.papers],
            "sets": self.sets,
            "limit": self.limit,
            "received": moment_in_words(self.received_at),
            "due": moment_in_words(self.due_at) if self.due_at else "",
            "delivery": self.delivery,
            "fee": self.fee,
            "look_up": self.look_up.as_data(),
            "book": self.book,
            "entry": self.entry,
            "submitter": self.submitter or self.applicant.name,
            "helped_by": self.helped_by,
            "receiver": self.receiver,
            "contact": self.contact.as_data(),
        }


@dataclass(frozen=True)
class SupplementData:
    """Mẫu 02, request to add or correct papers: template `onestop/supplement`. The clock stands still until then."""

    heading: Heading
    form: OfficialForm
    code: str
    applicant: Applicant
    request: str
    papers: tuple[PaperLine, ...]
    reason: str
    contact: Contact
    signer: str
    look_up: LookUp
    signer_title: str = ""

    def as_data(self) -> Data:
        """Return plain data for `supplement.typ`."""
        return {
            **common_data(self.heading, self.form, self.code, self.applicant),
            "request": self.request,
            "papers": [paper.as_data() for paper in self.papers],
            "reason": self.reason,
            "contact": self.contact.as_data(),
            "signer": self.signer,
            "signer_title": self.signer_title,
            "look_up": self.look_up.as_data(),
        }


@dataclass(frozen=True)
class RefusalData:
    """Mẫu 03, refusal to receive or settle a dossier: template `onestop/refusal`; `ground` is the legal ground."""

    heading: Heading
    form: OfficialForm
    code: str
    applicant: Applicant
    request: str
    reason: str
    ground: str
    contact: Contact
    signer: str
    signer_title: str = ""

    def as_data(self) -> Data:
        """Return plain data for `refusal.typ`."""
        return {
            **common_data(self.heading, self.form, self.code, self.applicant),
            "request": self.request,
            "reason": self.reason,
            "ground": self.ground,
            "contact": self.contact.as_data(),
            "signer": self.signer,
            "signer_title": self.signer_title,
        }


@dataclass(frozen=True)
class HandoverData:
    """The applicant's signature for the result: template `onestop/handover`.

    `results` are the papers handed over; `receiver` took them, `receiver_identity` as checked ("CCCD số …1234").
    `signature` is their drawing (PNG), empty when they sign on the printed sheet. `check` leads to the page where a
    result on paper is checked.
    """

    heading: Heading
    code: str
    applicant: Applicant
    request: str
    results: tuple[PaperLine, ...]
    handed_at: datetime
    receiver: str
    receiver_identity: str
    officer: str
    due_at: datetime | None = None
    proxy_note: str = ""
    signature: bytes = b""
    check: LookUp | None = None

    def as_data(self) -> Data:
        """Return plain data for `handover.typ`; the picture goes as numbers, which is what typst reads from JSON."""
        return {
            "heading": self.heading.as_data(),
            "code": self.code,
            "applicant": self.applicant.as_data(),
            "request": self.request,
            "results": [result.as_data() for result in self.results],
            "handed": moment_in_words(self.handed_at),
            "due": moment_in_words(self.due_at) if self.due_at else "",
            "receiver": self.receiver,
            "receiver_identity": self.receiver_identity,
            "officer": self.officer,
            "proxy_note": self.proxy_note,
            "signature": list(self.signature),
            "check": self.check.as_data() if self.check else None,
        }


def common_data(heading: Heading, form: OfficialForm, code: str, applicant: Applicant) -> Data:
    """Return what every letter to an applicant begins with."""
    return {"heading": heading.as_data(), "form": form_data(form), "code": code, "applicant": applicant.as_data()}


def form_data(form: OfficialForm) -> Data:
    """Return the form as the templates read it: its mark, its name, how papers are listed."""
    return {
        "number": form.number,
        "circular": form.circular,
        "name": form.name,
        "layout": form.layout,
        "verified": form.verified,
    }
