"""Trust the kits of another installation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.replication.kits.access import require_guardian
from motcua.replication.kits.models import TrustedSigner
from motcua.replication.kits.refusals import KitRefused
from motcua.replication.kits.signers import read_key


@transaction.atomic
def trust_signer(*, public_key: str, name: str, by: Staff | Actor, now: datetime) -> TrustedSigner:
    """Return the signer; trusted already changes nothing.

    Needs an administrator of every unit that adopts models. Raises NotAllowed, KitRefused.
    """
    require_guardian(by, now)
    key, words = read_key(public_key), name.strip()
    if not words:
        raise KitRefused("name", _("Chưa ghi tên cơ quan có khóa này."))
    signer, made = TrustedSigner.objects.get_or_create(
        public_key=key,
        removed_at=None,
        defaults={"name": words[:200], "added_at": now, "added_by": by if isinstance(by, Staff) else None},
    )
    if made:
        detail = {"name": signer.name, "fingerprint": signer.fingerprint}
        target = ("signer", str(signer.pk))
        journal.record(
            actor=actor_of(by), unit_id=None, action="kits.trust_signer", target=target, now=now, detail=detail
        )
    return signer
