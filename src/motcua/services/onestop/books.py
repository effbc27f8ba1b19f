"""What is written into the official books? The follow-up book of dossiers (Mẫu 06 TT 01/2018, Mẫu 07 TT 03/2025)."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.people.rules import mask_email, mask_phone
from motcua.foundation.registers.actions.complete_entry import complete_entry
from motcua.foundation.registers.actions.enter_in_book import enter_in_book
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.applicants import address_line
from motcua.services.onestop.models import Delivery, Dossier
from motcua.services.onestop.notices import shown_moment

FOLLOW_UP = "dossiers"
CONTACT = "contact"
_BETWEEN = "; "  # what stands between address and telephone
_PLACES = 2  # ward and province: the end of an address that leads to no door


def enter_acceptance(dossier: Dossier, *, by: Actor, now: datetime) -> None:
    """Enter an accepted dossier in the book of the receiving unit; the line is kept with the dossier."""
    with translation.override("vi"):  # books are kept in Vietnamese
        address = address_line(dossier.procedure_version.content, dossier.answers)
        names = unit_names([dossier.deciding_unit_id], day_of(now))
        columns = {
            "dossier_code": dossier.code,
            "procedure": dossier.procedure.title_vi,
            "sets": "1",
            "applicant": dossier.applicant.full_name,
            CONTACT: _BETWEEN.join(part for part in (address, dossier.contact_phone or dossier.contact_email) if part),
            "deciding_unit": names.get(dossier.deciding_unit_id, ""),
            "received": shown_moment(now),
            "due": shown_moment(dossier.next_due_at),
            "delivery": str(dossier.get_result_by_display()),
        }
    dossier.book_entry = enter_in_book(
        book=FOLLOW_UP, unit_id=dossier.receiving_unit_id, now=now, by=by, columns=columns
    )
    dossier.save(update_fields=["book_entry"])


def masked_contact(text: str) -> str:
    """Return the column of address and telephone for readers who do not keep the book: the ward, the number dotted."""
    return _BETWEEN.join(_masked(part) for part in text.split(_BETWEEN)) if text else ""


def _masked(part: str) -> str:
    if "@" in part:
        return mask_email(part)
    if part.replace(" ", "").lstrip("+").isdecimal():
        return mask_phone(part)
    places = part.split(", ")
    kept = places[1:][-_PLACES:]
    return ", ".join(kept) or "•••"


def complete_return(dossier: Dossier, delivery: Delivery, *, by: Actor, now: datetime) -> None:
    """Fill in when and to whom the result was handed over."""
    if dossier.book_entry_id is not None:
        with translation.override("vi"):
            taken = _("%(name)s (tải bản điện tử)") if delivery.is_download else "%(name)s"
        columns = {"returned": shown_moment(delivery.at), "signed_by": taken % {"name": delivery.receiver_name}}
        complete_entry(entry_id=dossier.book_entry_id, columns=columns, by=by, now=now)
