"""Which letters does a dossier have, and what stands in them? Filled from the dossier, set by the typst templates.

A letter is issued once, after the act it belongs to is committed, and its PDF is kept; whoever asks earlier has it
rendered at once. Letters are in Vietnamese, whatever the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.content import open_content
from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.documents.actions import issue_document
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.documents.official_forms import OfficialForm, form_or_letter
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.documents.queries import latest_document
from motcua.foundation.units.rules import day_of
from motcua.services.onestop import letter_data, process_letters
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.states import Action

Data = Mapping[str, object]


@dataclass(frozen=True)
class LetterKind:
    """A letter: its name for staff, its template, the act it follows, the official form it is (None = none).

    `is_kept`: it is issued with that act. Others are rendered whenever they are asked for.
    """

    key: str
    name: StrOrPromise
    template: str
    follows: Action
    fill: Callable[[Dossier, DossierEvent], Data]
    form: str | None = None
    is_kept: bool = False


LETTERS: dict[str, LetterKind] = {
    kind.key: kind
    for kind in (
        LetterKind("filed", _("Xác nhận đã nộp hồ sơ"), "onestop/filed", Action.SUBMIT, letter_data.filed),
        LetterKind(
            "receipt",
            _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
            "onestop/receipt",
            Action.ACCEPT,
            letter_data.receipt,
            "receipt",
            is_kept=True,
        ),
        LetterKind(
            "receipt80",
            _("Giấy tiếp nhận, khổ 80 mm"),
            "onestop/receipt80",
            Action.ACCEPT,
            letter_data.receipt,
            "receipt",
        ),
        LetterKind(
            "supplement",
            _("Phiếu yêu cầu bổ sung hồ sơ"),
            "onestop/supplement",
            Action.REQUEST_SUPPLEMENT,
            letter_data.supplement,
            "supplement",
            is_kept=True,
        ),
        LetterKind(
            "supplement80",
            _("Phiếu yêu cầu bổ sung, khổ 80 mm"),
            "onestop/supplement80",
            Action.REQUEST_SUPPLEMENT,
            letter_data.supplement,
            "supplement",
        ),
        LetterKind(
            "refusal",
            _("Phiếu từ chối tiếp nhận hồ sơ"),
            "onestop/refusal",
            Action.REJECT,
            letter_data.refusal,
            "refusal",
            is_kept=True,
        ),
        LetterKind(
            "refusal80",
            _("Phiếu từ chối, khổ 80 mm"),
            "onestop/refusal80",
            Action.REJECT,
            letter_data.refusal,
            "refusal",
        ),
        LetterKind(
            "apology",
            _("Văn bản xin lỗi, hẹn lại ngày trả kết quả"),
            "onestop/apology",
            Action.APOLOGISE,
            process_letters.apology,
            "apology",
            is_kept=True,
        ),
        LetterKind(
            "apology80",
            _("Văn bản xin lỗi, khổ 80 mm"),
            "onestop/apology80",
            Action.APOLOGISE,
            process_letters.apology,
            "apology",
        ),
        LetterKind(
            "stop",
            _("Thông báo dừng giải quyết hồ sơ"),
            "onestop/stop",
            Action.STOP,
            process_letters.stop,
            "stop",
            is_kept=True,
        ),
        LetterKind(
            "stop80",
            _("Thông báo dừng giải quyết, khổ 80 mm"),
            "onestop/stop80",
            Action.STOP,
            process_letters.stop,
            "stop",
        ),
        LetterKind(
            "control",
            _("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
            "onestop/control",
            Action.ACCEPT,
            process_letters.control,
            "control",
        ),
        LetterKind(
            "control80",
            _("Phiếu kiểm soát, khổ 80 mm"),
            "onestop/control80",
            Action.ACCEPT,
            process_letters.control,
            "control",
        ),
        LetterKind("handover", _("Giấy ký nhận kết quả"), "onestop/handover", Action.DECIDE, letter_data.handover),
    )
}
_ISSUED_AFTER = {kind.follows: kind for kind in LETTERS.values() if kind.is_kept}


@dataclass(frozen=True)
class Letter:
    """A letter that a dossier has, and the official form it is; None for one that is no form of a circular."""

    kind: LetterKind
    form: OfficialForm | None


def letters_of(dossier: Dossier) -> list[Letter]:
    """Return the letters this dossier has by now, in the order of the table. One query."""
    if dossier.destroyed_at is not None:  # the papers went with what they said
        return []
    done = dict(dossier.events.order_by("seq").values_list("kind", "at"))
    return [Letter(kind, _form(kind, done[kind.follows])) for kind in LETTERS.values() if kind.follows in done]


def _form(kind: LetterKind, at: datetime) -> OfficialForm | None:
    form = form_or_letter(kind.form, day_of(at), name=str(kind.name)) if kind.form else None
    return form if form is not None and form.number else None


def letter_pdf(dossier: Dossier, key: str, *, now: datetime) -> bytes | None:
    """Return the PDF of a letter, as issued when it was, else rendered now; None for one the dossier has not."""
    kind = LETTERS.get(key) if dossier.destroyed_at is None else None
    event = _event(dossier, kind.follows) if kind else None
    if kind is None or event is None:
        return None
    issued = _issued(dossier, kind, event) if kind.is_kept else None
    if issued is not None:
        with open_content(issued.content) as content:
            return content.read()
    with translation.override("vi"):
        return render_pdf(kind.template, kind.fill(dossier, event), now=now)


def receipt_pdf(dossier: Dossier, *, now: datetime) -> bytes:
    """Return the receipt (Mẫu 01) of an accepted dossier; before acceptance the proof that it was filed."""
    pdf = letter_pdf(dossier, "receipt", now=now) or letter_pdf(dossier, "filed", now=now)
    if pdf is None:
        raise ValueError("A dossier without its filing.")
    return pdf


def issue_letter(dossier: Dossier, event: DossierEvent, *, now: datetime) -> IssuedDocument | None:
    """Issue the letter that belongs to this event and return it; None when it is issued already or has none."""
    kind = _ISSUED_AFTER.get(Action(event.kind))
    if kind is None or _issued(dossier, kind, event) is not None:
        return None
    # a letter that the circular of the day has no form for is issued as a plain one
    form = form_or_letter(kind.form, day_of(event.at), name=str(kind.name)) if kind.form else None
    with translation.override("vi"):
        return issue_document(
            kind=kind.key,
            circular=form.circular if form else "",
            number=_number(dossier, event),
            unit_id=event.office_unit_id,
            about=about(dossier),
            template=kind.template,
            data=kind.fill(dossier, event),
            by=_actor(event),
            now=now,
        )


def about(dossier: Dossier) -> tuple[str, str]:
    """Return how letters and messages name the dossier."""
    return ("dossier", str(dossier.pk))


def _issued(dossier: Dossier, kind: LetterKind, event: DossierEvent) -> IssuedDocument | None:
    """Return the letter issued for this event: a second request for more papers has a letter of its own."""
    last = latest_document(about(dossier), kind.key)
    return last if last is not None and last.number == _number(dossier, event) else None


def _number(dossier: Dossier, event: DossierEvent) -> str:
    return str(event.payload.get("number") or dossier.code)


def _event(dossier: Dossier, action: Action) -> DossierEvent | None:
    return dossier.events.filter(kind=action).select_related("actor_staff").order_by("-seq").first()


def _actor(event: DossierEvent) -> Actor:
    return Actor(ActorKind(event.actor_kind), event.actor_name, event.actor_staff_id, event.office_unit_id)
