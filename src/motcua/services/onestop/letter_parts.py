"""What do the letters of a dossier have in common? Head, applicant, whom to ask, where to look up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.foundation.documents.letters import Applicant, Contact, Heading, LookUp
from motcua.foundation.units.models import Kind
from motcua.foundation.units.queries import authority_of, version_on
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.applicants import address_line
from motcua.services.onestop.models import Dossier, DossierEvent


def heading_of(dossier: Dossier, at: datetime, *, number: str = "", unit_id: int | None = None) -> Heading:
    """Return the head of a letter of `unit_id`, else of the receiving unit; a counter writes for its authority."""
    day = day_of(at)
    unit = authority_of(version_on(unit_id or dossier.receiving_unit_id, day), day)
    superior = version_on(unit.parent_id, day).name if unit.parent_id else ""
    place = authority_of(version_on(dossier.receiving_unit_id, day), day).short_name  # whoever decides may be no place
    return Heading(superior=superior, agency=unit.name, number=number, place=place, day=day)


def reception_of(dossier: Dossier, at: datetime) -> str:
    """Return the counter that received the dossier, as it was called at `at`."""
    version = version_on(dossier.receiving_unit_id, day_of(at))
    if version.unit.kind == Kind.COUNTER:
        return version.name
    return _("Bộ phận Tiếp nhận và Trả kết quả %(unit)s") % {"unit": version.name}


def applicant_on_letter(dossier: Dossier) -> Applicant:
    """Return the applicant as letters name them: what the dossier says, for whoever filed it may have typed a number of
    somebody else.
    """
    return Applicant(
        dossier.applicant_name,
        address=address_line(dossier.procedure_version.content, dossier.answers),
        phone=dossier.contact_phone,
        email=dossier.contact_email,
    )


def helped_by(dossier: Dossier) -> str:
    """Return who filed for the applicant, and under which team or office; "" when nobody did."""
    return ", ".join(part for part in (dossier.helper.get("name", ""), dossier.helper.get("under", "")) if part)


def look_up_of(dossier: Dossier) -> LookUp:
    """Return where the applicant follows the dossier."""
    return LookUp(dossier.look_up_address, dossier.token)


def contact_of(name: str = "") -> Contact:
    """Return whom the applicant may ask: the officer in charge, or the authority."""
    return Contact(name, settings.AUTHORITY_PHONE, settings.PUBLIC_URL)


def title_of(event: DossierEvent) -> str:
    """Return the title of whoever did it, "" for a citizen or the platform."""
    return event.actor_staff.title if event.actor_staff is not None else ""
