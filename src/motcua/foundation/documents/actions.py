"""What can be done with official documents? They are issued, and stay."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.foundation.attachments.actions.keep_document import keep_document
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.documents.official_forms import form_of
from motcua.foundation.documents.pdf import render_pdf


def issue_document(
    *,
    kind: str,
    circular: str,
    number: str,
    unit_id: int,
    about: tuple[str, str],
    template: str,
    data: Mapping[str, object],
    by: Actor,
    now: datetime,
) -> IssuedDocument:
    """Render a letter, keep its PDF and write it into the journal; return what was issued.

    `circular` "" means a letter without an official form; otherwise raises FormMissing when the circular has no form
    of this `kind`. `about` is ("dossier", "123").
    """
    form_number = form_of(kind, circular).number if circular else ""
    pdf = render_pdf(template, data, now=now)
    with transaction.atomic():
        content = keep_document(data=pdf, name=_name(kind, number), media_type="application/pdf", by=by, now=now)
        issued = IssuedDocument.objects.create(
            kind=kind,
            circular=circular,
            form_number=form_number,
            number=number,
            unit_id=unit_id,
            about_type=about[0],
            about_id=about[1],
            content=content,
            sha256=content.sha256,
            issued_at=now,
            actor_kind=by.kind,
            actor_name=by.name,
            actor_staff_id=by.staff_id,
            actor_unit_id=by.unit_id,
        )
        journal.record(
            actor=by,
            unit_id=unit_id,
            action="documents.issue",
            target=("document", str(issued.pk)),
            now=now,
            detail={
                "kind": kind,
                "circular": circular,
                "number": number,
                "about": list(about),
                "sha256": issued.sha256,
            },
        )
    return issued


def _name(kind: str, number: str) -> str:
    """Return the name of the file: the number of a letter may hold a slash."""
    return f"{kind}-{number.replace('/', '-')}.pdf" if number else f"{kind}.pdf"
