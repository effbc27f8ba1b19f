"""Take no more kits of another installation."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.replication.kits.access import require_guardian
from motcua.replication.kits.models import TrustedSigner


@transaction.atomic
def distrust_signer(*, signer_id: int, by: Staff | Actor, now: datetime) -> TrustedSigner:
    """Return the removed signer; what was taken over from it stays.

    Needs an administrator of every unit that adopts models. Raises NotAllowed, TrustedSigner.DoesNotExist.
    """
    require_guardian(by, now)
    signer = TrustedSigner.objects.trusted().select_for_update().get(pk=signer_id)
    signer.removed_at = now
    signer.save(update_fields=["removed_at"])
    journal.record(
        actor=actor_of(by),
        unit_id=None,
        action="kits.distrust_signer",
        target=("signer", str(signer.pk)),
        now=now,
        detail={"name": signer.name, "fingerprint": signer.fingerprint},
    )
    return signer
