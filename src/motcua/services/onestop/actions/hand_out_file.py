"""Hand the result out as a file, to an applicant who proved who they are at the look-up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import FileNotReadable
from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.access import require
from motcua.services.onestop.books import complete_return
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import locked
from motcua.services.onestop.models import (
    Delivery,
    Dossier,
    DossierPaper,
    IdentityCheck,
    PaperSource,
    Relation,
    ResultBy,
)
from motcua.services.onestop.needs import meet_procedure
from motcua.services.onestop.states import FINISHED, Action, State


@transaction.atomic
def hand_out_file(*, dossier_id: int, file_id: UUID, now: datetime) -> StoredFile:
    """Return the file of the result. The first time is the hand-over: the dossier is returned, its book line completed.

    The caller has made sure of the identity (`check_identity`). Every download is in the journal. Raises
    DossierPaper.DoesNotExist for a file that is no result, or of a dossier whose result is not wanted as a file or not
    there yet; FileNotReadable before the virus scan.
    """
    by = Actor.citizen()
    dossier, _roles = locked(dossier_id, by=by, now=now)
    if dossier.result_by != ResultBy.ONLINE or State(dossier.state) not in FINISHED:
        raise DossierPaper.DoesNotExist
    stored = dossier.papers.select_related("stored").get(source=PaperSource.RESULT, stored=file_id).stored
    assert stored is not None  # noqa: S101 - found by it, for the type checker
    if not stored.is_clean:
        raise FileNotReadable(stored.state)
    if dossier.state == State.DECIDED:
        _return(dossier, by, now)
    journal.record(
        actor=by,
        unit_id=dossier.receiving_unit_id,
        action="onestop.result_downloaded",
        target=("dossier", str(dossier.pk)),
        now=now,
        detail={"code": dossier.code, "file": str(stored.pk), "sha256": stored.content_sha256},
    )
    return stored


def _return(dossier: Dossier, by: Actor, now: datetime) -> None:
    require(Action.RETURN, dossier, by, None)
    meet_procedure(dossier, Action.RETURN)
    delivery = Delivery.objects.create(
        dossier=dossier,
        receiver_name=dossier.applicant_name,
        relation=Relation.SELF,
        identity_check=IdentityCheck.LOOK_UP,
        is_download=True,
        at=now,
    )
    complete_return(dossier, delivery, by=by, now=now)
    told = {"relation": str(delivery.relation), "identity_check": str(delivery.identity_check), "is_download": True}
    change_state(dossier, Move(Action.RETURN, State.RETURNED, payload=told), by=by, now=now)
