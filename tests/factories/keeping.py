"""Requests about personal data, and what is asked of the end of records, for tests."""

from datetime import date, datetime

from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, RequestKind
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.models import Disposal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import Dossier


def keeping_arguments(dossier: Dossier, *, leader: Staff, clerk: Staff, now: datetime) -> dict[str, int | str]:
    """Return what the addresses about a dossier's personal data and its end need."""
    unit_id = dossier.deciding_unit_id
    asked = receive_request(
        person=dossier.applicant,
        unit_id=unit_id,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.IDENTITY_CARD,
        text="",
        by=leader,
        now=now,
    )
    held = place_hold(
        record_class="dossier",
        record_id="0",
        name=dossier.code,
        unit_id=unit_id,
        reason="Khiếu nại",
        until=date(2090, 1, 1),
        by=leader,
        now=now,
    )
    disposal = Disposal.objects.create(
        unit_id=unit_id,
        record_class="dossier",
        before=now,
        record_ids=["0"],
        planned=1,
        document="Thử",
        verified=False,
        proposed_by=clerk,
        proposed_at=now,
    )
    return {
        "request_id": asked.pk,
        "hold_id": held.pk,
        "disposal_id": disposal.pk,
        "record_class": "dossier",
    }
