"""Seal the finished days: a list of their chain heads, hashed with the seal before it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from motcua.foundation.audit.models import ChainHead, Seal
from motcua.foundation.audit.rules import GENESIS

HEADS_A_SEAL = 5000


def seal_chains(*, now: datetime) -> int:
    """Seal every chain of a finished day that is new or has grown since it was sealed; return how many were.

    Safe to run at any time and again: a chain that a seal already names in full is left out. Print the number and
    hash of the last seal and keep them outside the database, and nobody can rewrite the past unnoticed.
    """
    today = now.astimezone(timezone.get_default_timezone()).date()
    sealed = 0
    while count := _seal_some(day=today, now=now):
        sealed += count
    return sealed


@transaction.atomic
def _seal_some(*, day: date, now: datetime) -> int:
    waiting = ChainHead.objects.filter(day__lt=day, seq__gt=F("sealed_seq")).order_by("day", "unit_id")
    heads = list(waiting.select_for_update()[:HEADS_A_SEAL])
    if not heads:
        return 0
    last = Seal.objects.order_by("number").last()
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=now,
        heads=[[head.unit_id, head.day.isoformat(), head.seq, bytes(head.hash).hex()] for head in heads],
        previous_hash=bytes(last.hash) if last else GENESIS,
    )
    seal.hash = seal.expected_hash()
    seal.save(force_insert=True)
    for head in heads:
        head.sealed_seq = head.seq
    ChainHead.objects.bulk_update(heads, ["sealed_seq"])
    return len(heads)
