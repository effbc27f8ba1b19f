"""What the commands `export-kit` and `import-kit` do and say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Unit
from motcua.foundation.units.queries import unit_by_code, unit_by_reference
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import Choice, take_over_kit
from motcua.replication.kits.outcome import Outcome
from motcua.replication.kits.packing import unpack
from motcua.replication.kits.reading import read_kit


@dataclass(frozen=True)
class Wish:
    """What a command asks for: into which unit (key or code), which parts (none = all), on what terms."""

    unit: str
    parts: tuple[str, ...] = ()
    document: str = ""
    from_day: date | None = None
    may_publish: bool = False


def exported(*, unit: str, service: str) -> tuple[bytes, str]:
    """Return the kit of a unit (key or code), and a sentence about it; raise what `export_kit` raises."""
    now = clock.now()
    data = export_kit(unit_id=_unit(unit).pk, service=service, by=Actor.system("export-kit"), now=now)
    kit = unpack(data)
    return data, _("%(unit)s, %(service)s, dấu khóa %(mark)s, %(size)s byte.") % {
        "unit": kit.head.unit_name,
        "service": service,
        "mark": kit.fingerprint,
        "size": len(data),
    }


def imported(data: bytes, wish: Wish, *, apply: bool) -> str:
    """Take the kit over, or do it and take it back, and return the report; raise Refused.

    Promises are signed by a leader on the pages; a command leaves them out.
    """
    now, by = clock.now(), Actor.system("import-kit")
    with transaction.atomic():
        if wish.may_publish:
            # it concerns every unit; and the journal of the platform comes before that of a unit
            detail = {"unit": wish.unit}
            target = ("kit", unpack(data).sha256)
            record(actor=by, unit_id=None, action="kits.import_publishing", target=target, now=now, detail=detail)
        codes = wish.parts or tuple(part.code for part in read_kit(data).taken)
        choice = Choice(codes, wish.document, wish.from_day, wish.may_publish)
        kit = receive_kit(data=data, unit_id=_unit(wish.unit).pk, by=by, now=now)
        outcome = take_over_kit(kit_id=kit.pk, choice=choice, by=by, now=now)
        transaction.set_rollback(not apply)
    return "\n".join(_report(outcome, applied=apply))


def _report(outcome: Outcome, *, applied: bool) -> Iterator[str]:
    yield _("ĐÃ NHẬP") if applied else _("CHẠY THỬ, chưa ghi gì (thêm --apply để nhập)")
    for part in outcome.parts:
        yield f"{part.title} ({part.code}): {len(part.changes)}"
        for change in part.changes:
            yield f"  {change.what}: {change.before or '–'} → {change.after or '–'}"
        for what, why in part.refused:
            yield "  " + _("không nhập: %(what)s: %(why)s") % {"what": what, "why": why}


def _unit(key: str) -> Unit:
    try:
        return unit_by_reference(key)
    except NoSuchUnit:
        return unit_by_code(key, day_of(clock.now()))
