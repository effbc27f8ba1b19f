"""Write into the journal: the one way an entry comes into being."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry, ChainHead
from motcua.foundation.audit.rules import GENESIS, JSON, plain_detail


def record(
    *,
    actor: Actor,
    unit_id: int | None,
    action: str,
    target: tuple[str, str],
    now: datetime,
    detail: Mapping[str, JSON] | None = None,
) -> AuditEntry:
    """Add an entry to the chain of `unit_id` (None = the platform) and the Vietnamese day of `now`.

    Call it inside the transaction of the change and as late as possible in it: the chain's head stays locked until
    that transaction ends, so writers of one unit queue here for as long as the rest of it takes. A transaction that
    writes to the chains of two units does so in ascending order of the unit's id, or two such transactions may wait
    for each other. Raises NotRecordable when `detail` holds more than JSON without floats.
    """
    # no savepoint: nothing that fails here could be gone on from
    with transaction.atomic(savepoint=False):
        head = _locked_head(unit_id or 0, now.astimezone(timezone.get_default_timezone()).date())
        entry = AuditEntry(
            unit_id=head.unit_id,
            day=head.day,
            seq=head.seq + 1,
            at=now,
            actor_kind=str(actor.kind),
            actor_name=actor.name,
            actor_staff_id=actor.staff_id,
            actor_unit_id=actor.unit_id,
            action=action,
            target_type=target[0],
            target_id=target[1],
            detail=plain_detail(detail or {}),
            previous_hash=bytes(head.hash),
        )
        entry.hash = entry.expected_hash()
        entry.save(force_insert=True)
        ChainHead.objects.filter(pk=head.pk).update(seq=entry.seq, hash=entry.hash)
        return entry


def hold_chains(unit_ids: Iterable[int], *, now: datetime) -> None:
    """Lock the chains of many units on the Vietnamese day of `now`, in the order of the units, until the transaction
    ends: whoever writes to several of them in another order, nobody waits for it who holds what it waits for.
    """
    wanted, day = sorted({*unit_ids}), now.astimezone(timezone.get_default_timezone()).date()
    heads = [ChainHead(unit_id=unit_id, day=day, hash=GENESIS) for unit_id in wanted]
    ChainHead.objects.bulk_create(heads, ignore_conflicts=True)
    held = ChainHead.objects.filter(unit_id__in=wanted, day=day).order_by("unit_id").select_for_update()
    list(held.values_list("pk", flat=True))


def _locked_head(unit_id: int, day: date) -> ChainHead:
    """Return the head of a chain, locked until the transaction ends; the first writer of the day makes it."""
    heads = ChainHead.objects.select_for_update().filter(unit_id=unit_id, day=day)
    if (head := heads.first()) is None:
        ChainHead.objects.bulk_create([ChainHead(unit_id=unit_id, day=day, hash=GENESIS)], ignore_conflicts=True)
        head = heads.get()
    return head
