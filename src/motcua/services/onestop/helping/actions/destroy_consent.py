"""Destroy what a filing with help tells of the citizen, and leave who helped, under which team, and when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pgtrigger
from django.db import transaction
from django.db.models import ProtectedError

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.notices import ABOUT
from motcua.services.onestop.models import HelpedFiling


@transaction.atomic
def destroy_consent(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Destroy the consent to a closed dossier and return True; False when it is gone or the dossier runs again."""
    rows = HelpedFiling.objects.select_related("dossier").select_for_update(of=("self",))
    helped = rows.filter(dossier=int(record_id), destroyed_at=None).first()
    if helped is None or helped.dossier is None or not helped.dossier.is_closed:
        return False
    paper = helped.paper_id
    OutboxMessage.objects.about((ABOUT, str(helped.pk))).delete()
    helped.full_name = helped.identity_number = helped.phone = helped.email = helped.witness = ""
    helped.organisation = helped.tax_code = ""
    helped.paper, helped.destroyed_at = None, now
    # nobody but this file goes past the guard of a consent (ADR 34)
    with pgtrigger.ignore("onestop.HelpedFiling:consent_stays"):
        helped.save()
    if paper is not None:
        _forget_file(paper)
    journal.record(
        actor=actor_of(by),
        unit_id=helped.dossier.office_unit_id,
        action="onestop.destroy_consent",
        target=(ABOUT, str(helped.pk)),
        now=now,
    )
    return True


def _forget_file(paper: UUID) -> None:
    """Delete the row of a file that nothing refers to any more; the sweep deletes its bytes."""
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=paper).delete()
    except ProtectedError:
        return
