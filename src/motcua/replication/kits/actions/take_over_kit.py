"""Take parts of a received kit over in its unit, or try what that would do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.versions import lock_unit
from motcua.replication.kits.access import require_answerable
from motcua.replication.kits.comparison import compared
from motcua.replication.kits.models import KitUse, ReceivedKit
from motcua.replication.kits.outcome import Outcome, PartOutcome
from motcua.replication.kits.parts.settings_part import adoption_of
from motcua.replication.kits.reading import ReadKit, read_kit
from motcua.replication.kits.refusals import NothingChosen, NotPlanned, OtherOutcome, TermsMissing
from motcua.services.kits import KitPart, KitTerms


@dataclass(frozen=True)
class Choice:
    """Which parts (codes), and by which decision of the unit, where a part needs one.

    `may_publish`: a command of the operator may publish procedures, which concerns every unit.
    """

    parts: Collection[str]
    document: str = ""
    from_day: date | None = None
    may_publish: bool = False


@transaction.atomic
def try_kit(*, kit_id: int, choice: Choice, by: Staff | Actor, now: datetime) -> Outcome:
    """Return what taking the parts over would do: it is done and taken back. Raises what `take_over_kit` raises."""
    with transaction.atomic():
        _kit, outcome = _taken(kit_id, choice, by, now)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def take_over_kit(
    *, kit_id: int, choice: Choice, by: Staff | Actor, now: datetime, expected: str | None = None
) -> Outcome:
    """Return what was changed and what was left out; taken over again it changes nothing.

    The service is neither switched on nor off: settings go into the adoption. `expected` is the digest of the dry run
    the person has seen. Needs the leader or the coordinator of the unit. Raises ReceivedKit.DoesNotExist, NotAllowed,
    NotPlanned, NothingChosen, TermsMissing, OtherOutcome, and what `read_kit` raises: a signer may have lost its trust.
    """
    kit, outcome = _taken(kit_id, choice, by, now)
    if expected is not None and outcome.digest != expected:
        raise OtherOutcome
    if outcome.changes_anything:
        KitUse.objects.create(
            kit=kit,
            at=now,
            by=by if isinstance(by, Staff) else None,
            document=choice.document.strip(),
            outcome=outcome.as_json(),
        )
        detail = {"service": kit.service, "from": kit.from_unit, "parts": [part.code for part in outcome.parts]}
        journal.record(
            actor=actor_of(by),
            unit_id=kit.unit_id,
            action="kits.take_over",
            target=("kit", kit.sha256),
            now=now,
            detail=detail,
        )
    return outcome


def _taken(kit_id: int, choice: Choice, by: Staff | Actor, now: datetime) -> tuple[ReceivedKit, Outcome]:
    stored = ReceivedKit.objects.get(pk=kit_id)
    lock_unit(stored.unit_id)
    require_answerable(by, stored.unit_id, now)
    read = read_kit(bytes(stored.data))
    chosen = [part for part in read.taken if part.code in choice.parts]
    if not chosen:
        raise NothingChosen
    if adoption_of(stored.service, stored.unit_id) is None:
        raise NotPlanned
    terms = _terms(chosen, choice, read, by)
    parts = [_part_taken(part, read, stored.unit_id, terms, now) for part in chosen]
    return stored, Outcome(tuple(parts))


def _terms(chosen: list[KitPart], choice: Choice, read: ReadKit, by: Staff | Actor) -> KitTerms:
    if any(part.needs_decision and read.kit.parts[part.code] for part in chosen):
        for name, given in (("document", choice.document.strip()), ("from_day", choice.from_day)):
            if not given:
                raise TermsMissing(name)
    return KitTerms(
        person=by if isinstance(by, Staff) else None,
        platform=Actor.system(f"kit {read.kit.sha256[:12]}"),
        document=choice.document.strip(),
        from_day=choice.from_day,
        may_publish=choice.may_publish and not isinstance(by, Staff),
    )


def _part_taken(part: KitPart, read: ReadKit, unit_id: int, terms: KitTerms, now: datetime) -> PartOutcome:
    """Take one part over; what it refuses as a whole leaves the other parts alone."""
    day = terms.from_day if part.needs_decision and terms.from_day else day_of(now)
    content = read.kit.parts[part.code]
    before = part.lines(part.export(unit_id=unit_id, day=day))
    refused: list[tuple[str, str]] = []
    if content:
        try:
            with transaction.atomic():
                left_out = part.take_over(content, unit_id=unit_id, terms=terms, now=now)
            refused = [(str(one.what), str(one.why)) for one in left_out]
        except Refused as refusal:
            refused = [(str(part.title), str(refusal))]
    after = part.lines(part.export(unit_id=unit_id, day=day))
    changes = [change for change in compared(before, after, keeps_others=part.keeps_others) if change.differs]
    return PartOutcome(part.code, str(part.title), tuple(changes), tuple(refused))
