"""What is written into the official books? Nothing by hand.

The follow-up book of dossiers (Mẫu 06 TT 01/2018, Mẫu 07 TT 03/2025), and the book in which a result gets its number,
as those of certification do (NĐ 23/2015/NĐ-CP).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.registers.actions.complete_entry import complete_entry
from motcua.foundation.registers.actions.enter_in_book import enter_in_book
from motcua.foundation.registers.actions.restate_entry import restate_entry
from motcua.foundation.registers.models import BookDefinition, BookEntry
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.applicants import address_line
from motcua.services.onestop.models import Delivery, Dossier, DossierEvent, ResultEntry
from motcua.services.onestop.notices import shown_moment
from motcua.services.onestop.result_book import result_lines
from motcua.services.onestop.result_fees import FEE, charged_for, fee_words
from motcua.services.onestop.states import Action

LONGEST_REASON = 300
FOLLOW_UP = "dossiers"


def enter_acceptance(dossier: Dossier, *, by: Actor, now: datetime) -> None:
    """Enter an accepted dossier in the book of the receiving unit; the line is kept with the dossier."""
    with translation.override("vi"):  # books are kept in Vietnamese
        address = address_line(dossier.procedure_version.content, dossier.answers)
        names = unit_names([dossier.deciding_unit_id], day_of(now))
        columns = {
            "dossier_code": dossier.code,
            "procedure": dossier.procedure.title_vi,
            "sets": "1",
            "applicant": dossier.applicant_name,
            "contact": "; ".join(part for part in (address, dossier.contact_phone or dossier.contact_email) if part),
            "deciding_unit": names.get(dossier.deciding_unit_id, ""),
            "received": shown_moment(now),
            "due": shown_moment(dossier.next_due_at),
            "delivery": str(dossier.get_result_by_display()),
        }
    dossier.book_entry = enter_in_book(
        book=FOLLOW_UP, unit_id=dossier.receiving_unit_id, now=now, by=by, columns=columns
    )
    dossier.save(update_fields=["book_entry"])


def follow(dossier: Dossier, event: DossierEvent, *, by: Actor, now: datetime) -> None:
    """Write into the dossier's line that it ended without a result, or which day is promised from now on.

    A new day is a correction: what was promised first stays readable, with the letter that named the new one.
    """
    if dossier.book_entry_id is None:
        return
    actor = Actor.citizen() if by.kind is ActorKind.CITIZEN else by  # books keep no citizen's name as a writer
    with translation.override("vi"):
        told = _told(Action(event.kind), event.payload, event.at)
    if "note" in told:
        complete_entry(entry_id=dossier.book_entry_id, columns={"note": told["note"]}, by=actor, now=now)
    else:
        columns = {"due": shown_moment(dossier.next_due_at)}
        restate_entry(
            entry_id=dossier.book_entry_id, columns=columns, reason=told["reason"][:LONGEST_REASON], by=actor, now=now
        )


def journal_of_book_is_last(dossier: Dossier) -> bool:
    """Tell whether the journal of the book's unit comes after that of the office where the dossier lies. One query."""
    if dossier.book_entry_id is None:
        return False
    unit_id = BookEntry.objects.filter(pk=dossier.book_entry_id).values_list("book__unit", flat=True).first()
    return unit_id is not None and unit_id > dossier.office_unit_id


def enter_result(dossier: Dossier, *, by: Actor, now: datetime) -> None:
    """Enter an approved result in the deciding unit's book of the procedure, a number for each paper.

    Raises BookRefused when the platform has no such book; `people_faults` lets no such procedure be published.
    """
    document, day = dossier.procedure_version.content, day_of(now)
    if document.result.book is None:
        return
    code = document.result.book.code
    form = BookDefinition.objects.filter(code=code, valid_from__lte=day).order_by("-valid_from").first()
    known = {column.key for column in form.book_columns()} if form is not None else set()
    lines = result_lines(document, dossier.answers)
    with translation.override("vi"):
        common = _of_result(dossier, by, day, is_shared=len(lines) > 1)
    for line in lines:
        columns = {key: text for key, text in (common | {"paper": line.name, "copies": line.copies}).items() if text}
        entry = enter_in_book(
            book=code,
            unit_id=dossier.deciding_unit_id,
            now=now,
            by=by,
            columns={key: text for key, text in columns.items() if key in known},
        )
        ResultEntry.objects.create(dossier=dossier, entry=entry)


def journal_of_result_is_last(dossier: Dossier) -> bool:
    """Tell whether the journal of the deciding unit comes after that of the office where the decided dossier lies."""
    return dossier.deciding_unit_id > dossier.office_unit_id


def _of_result(dossier: Dossier, by: Actor, day: date, *, is_shared: bool) -> dict[str, str]:
    return {
        "date": f"{day:%d/%m/%Y}",
        "requester": dossier.applicant_name,
        "identity": dossier.applicant.identity_number,
        "signer": ", ".join(part for part in (by.name, _title(by)) if part),
        FEE: fee_words(charged_for(dossier), is_shared=is_shared),
        "dossier_code": dossier.code,
    }


def _title(by: Actor) -> str:
    if by.staff_id is None:
        return ""
    return Staff.objects.filter(pk=by.staff_id).values_list("title", flat=True).first() or ""


def _told(action: Action, payload: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """Return the note on an end, or the reason of another day."""
    if action is Action.WITHDRAW:
        return {"note": _("Rút hồ sơ lúc %(moment)s") % {"moment": shown_moment(at)}}
    if action is Action.STOP:
        words = {"number": payload["number"], "moment": shown_moment(at)}
        return {"note": _("Dừng giải quyết lúc %(moment)s, thông báo số %(number)s") % words}
    if action is Action.APOLOGISE:
        return {"reason": _("Xin lỗi, hẹn lại: văn bản số %(number)s") % {"number": payload["number"]}}
    return {"reason": _("Gia hạn giải quyết: %(ground)s") % {"ground": payload["legal_ground"]}}


def complete_return(dossier: Dossier, delivery: Delivery, *, by: Actor, now: datetime) -> None:
    """Fill in when and to whom the result was handed over."""
    if dossier.book_entry_id is not None:
        with translation.override("vi"):
            taken = _("%(name)s (tải bản điện tử)") if delivery.is_download else "%(name)s"
        columns = {"returned": shown_moment(delivery.at), "signed_by": taken % {"name": delivery.receiver_name}}
        complete_entry(entry_id=dossier.book_entry_id, columns=columns, by=by, now=now)
