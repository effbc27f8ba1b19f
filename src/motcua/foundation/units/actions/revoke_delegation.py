"""Take a delegation back before its last day."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Delegation, Staff
from motcua.foundation.units.refusals import ChangedMeanwhile
from motcua.foundation.units.rules import day_of


def revoke_delegation(*, delegation_id: int, by: Staff | Actor, now: datetime) -> Delegation:
    """Return the delegation as revoked at `now`.

    By the absent one, or an administrator of the unit. Raises NotAllowed, and ChangedMeanwhile when it has ended.
    """
    with transaction.atomic():
        delegation = Delegation.objects.select_for_update().get(pk=delegation_id)
        if not isinstance(by, Staff) or by.pk != delegation.absent_id:
            require_administrator(by, [delegation.unit_id], now)
        if delegation.revoked_at is not None or delegation.last_day < day_of(now):
            raise ChangedMeanwhile(_("Ủy quyền này đã kết thúc trước đó. Chưa ghi gì cả."))
        delegation.revoked_at = now
        delegation.save(update_fields=["revoked_at"])
        journal.record(
            actor=actor_of(by),
            unit_id=delegation.unit_id,
            action="units.revoke_delegation",
            target=("delegation", str(delegation.pk)),
            now=now,
        )
    return delegation
