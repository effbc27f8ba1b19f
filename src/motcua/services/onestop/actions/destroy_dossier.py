"""Destroy what a dossier tells of people, and leave what statistics and the official history need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pgtrigger
from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.people.forgetting import forget_person
from motcua.foundation.people.placeholder import nobody
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.helping.actions.destroy_consent import destroy_consent
from motcua.services.onestop.models import (
    Batch,
    Complaint,
    ComplaintEvent,
    Delivery,
    DestroyedResult,
    Dossier,
    DossierEvent,
    DossierPaper,
    Draft,
    IssuedResult,
    Parcel,
    ParcelEvent,
)

# the append-only tables whose rows tell of people; nobody but this file goes past their guard (ADR 34)
_GUARDS = tuple(
    f"{table}:append_only"
    for table in (
        *("onestop.DossierEvent", "onestop.Delivery", "onestop.IssuedResult", "onestop.ParcelEvent"),
        *("onestop.ComplaintEvent", "documents.IssuedDocument"),
    )
)
# numbers and moments of the history, which figures and the database itself go on reading
_STAYS = frozenset(
    {"sets", "waiver", "limits", "limit", "from_unit", "to_unit", "from_version", "to_version", "has_file", "cause"}
)
_GONE = "–"  # in place of words that the database wants to be there


@transaction.atomic
def destroy_dossier(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Destroy a closed dossier and return True; False when it is gone, open again, complained of, or destroyed already.

    Answers, contacts, papers, letters, the result, messages, the draft, the signature, the address it was carried to,
    the consent to being helped, the words of complaints and every free text of the history go; so does the applicant's
    record unless something else still needs it. What stays: that a result was issued, code, procedure, units, moments,
    states, who of the staff acted. The follow-up book and the papers of payments keep their lines for their own, longer
    terms.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).filter(pk=int(record_id)).first()
    if dossier is None or not dossier.is_closed or dossier.destroyed_at is not None:
        return False
    if dossier.complaints.filter(closed_at__isnull=True).exists():
        return False
    applicant_id = dossier.applicant_id
    with pgtrigger.ignore(*_GUARDS):
        _leave_a_trace(dossier, now)
        files = _let_go_of_files(dossier)
        _empty_history(dossier)
        _empty_delivery(dossier)
        _empty_complaints(dossier)
    destroy_consent(record_id=record_id, by=by, now=now)
    OutboxMessage.objects.about(("dossier", str(dossier.pk))).delete()
    # that somebody helped, and a team, is counted on
    team = {key: told for key, told in dossier.helper.items() if key == "team"}
    dossier.answers, dossier.helper = {}, {"name": _GONE} | team if dossier.helper else {}
    dossier.contact_email, dossier.contact_phone, dossier.declared_name, dossier.search_key = "", "", "", ""
    dossier.applicant, dossier.destroyed_at = nobody(now=now), now
    told = ("answers", "helper", "contact_email", "contact_phone", "declared_name", "search_key")
    dossier.save(update_fields=[*told, "applicant", "destroyed_at"])
    _forget_files(files)
    forget_person(applicant_id)
    journal.record(
        actor=actor_of(by),
        unit_id=dossier.office_unit_id,
        action="onestop.destroy",
        target=("dossier", str(dossier.pk)),
        now=now,
        detail={"files": len(files)},
    )
    return True


def _leave_a_trace(dossier: Dossier, now: datetime) -> None:
    """Keep that a result was issued, and by whom: its paper lives longer than our copy and is checked by its code."""
    DestroyedResult.objects.bulk_create(
        DestroyedResult(
            token_hash=result.token_hash,
            unit_id=result.unit_id,
            decided_on=day_of(result.decided_at),
            destroyed_at=now,
        )
        for result in IssuedResult.objects.filter(dossier=dossier)
    )


def _let_go_of_files(dossier: Dossier) -> set[UUID]:
    """Delete the rows that refer to files; return the files."""
    papers = DossierPaper.objects.filter(dossier=dossier)
    drafts = Draft.objects.filter(submitted=dossier)
    letters = IssuedDocument.objects.filter(about_type="dossier", about_id=str(dossier.pk))
    delivery = Delivery.objects.filter(dossier=dossier)
    results = IssuedResult.objects.filter(dossier=dossier)
    held: list[UUID | None] = [
        *papers.values_list("stored", flat=True),
        *drafts.values_list("papers__stored", flat=True),
        *letters.values_list("content", flat=True),
        *(file for pair in results.values_list("original", "issued") for file in pair),
        *(file for pair in delivery.values_list("signature", "sheet") for file in pair),
    ]
    for rows in (papers, drafts, results, letters, delivery):
        rows.delete()
    return {file for file in held if file is not None}


def _empty_history(dossier: Dossier) -> None:
    """Leave of each event what a replay needs; reasons, notes and lists of papers may name people."""
    for event in DossierEvent.objects.filter(dossier=dossier):
        kept = {"sets": {}} | {name: told for name, told in event.payload.items() if name in _STAYS}
        if kept != event.payload:
            DossierEvent.objects.filter(pk=event.pk).update(payload=kept)
    Batch.objects.filter(rows__dossier=dossier).exclude(note="").update(note=_GONE)


def _empty_delivery(dossier: Dossier) -> None:
    """Leave of a parcel where it went from and to as states; who lives where goes."""
    Parcel.objects.filter(dossier=dossier).update(name="", phone="", street="", place="")
    ParcelEvent.objects.filter(parcel__dossier=dossier).exclude(note="").update(note="")


def _empty_complaints(dossier: Dossier) -> None:
    """Leave of a complaint its number, its clock and how it ended."""
    complaints = Complaint.objects.filter(dossier=dossier)
    complaints.exclude(answer="").update(answer=_GONE)
    complaints.update(text=_GONE)
    ComplaintEvent.objects.filter(complaint__dossier=dossier).exclude(note="").update(note="")


def _forget_files(files: Iterable[UUID]) -> None:
    """Delete the rows of files that nothing refers to any more; the sweep deletes their bytes."""
    for file in files:
        _delete_unless_needed(StoredFile.objects.filter(pk=file))


def _delete_unless_needed(rows: QuerySet[StoredFile]) -> None:
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:
        return
