"""Take a bank statement over: all of its lines, each once however often it is told of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.rules import JSON
from motcua.foundation.payments.access import KEEPERS, require_in
from motcua.foundation.payments.codes import codes_in
from motcua.foundation.payments.day import booking_day
from motcua.foundation.payments.models import (
    Channel,
    Charge,
    Payment,
    StatementFile,
    StatementImport,
    StatementLine,
)
from motcua.foundation.payments.record import receive
from motcua.foundation.payments.statements import Incoming, read_statement
from motcua.foundation.payments.states import Act
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of, start_of


@transaction.atomic
def import_statement(*, file_id: int, by: Staff, now: datetime) -> StatementImport:
    """Return the import; a file that was taken over before finds the first.

    Idempotent three times over: the file by its SHA-256, the line by its hash, the payment by its reference. Money
    whose memo holds the code of exactly one charge of the unit is booked for it, whatever the amount; the rest waits
    for a person. Needs a leader of the unit. Raises StatementFile.DoesNotExist, NotAllowed, StatementRefused.
    """
    file = StatementFile.objects.select_for_update().get(pk=file_id)
    require_in(file.unit_id, *KEEPERS, by=by, now=now)
    if taken := StatementImport.objects.filter(file=file).first():
        return taken
    statement = read_statement(bytes(file.content), file.name, today=day_of(now))
    _hold(file.unit_id)
    new = _unknown(file.unit_id, statement.incoming)
    made = StatementImport.objects.create(
        file=file,
        unit_id=file.unit_id,
        imported_at=now,
        imported_by=by,
        new_lines=len(new),
        known_lines=len(statement.incoming) - len(new),
        outgoing_lines=statement.outgoing,
    )
    _book(made, new, by, now)
    detail: dict[str, JSON] = {"sha256": file.sha256, "new": made.new_lines, "known": made.known_lines}
    target = ("statement", str(made.pk))
    journal.record(
        actor=by.as_actor(), unit_id=file.unit_id, action="payments.import", target=target, now=now, detail=detail
    )
    return made


def matched_charges(unit_id: int, lines: Sequence[Incoming]) -> dict[bytes, str]:
    """Return for each line the code of the one charge of the unit that its memo names; lines without are left out."""
    named = {line.line_hash: codes_in(line.memo) for line in lines}
    wanted = {code for codes in named.values() for code in codes}
    known = {
        charge.code
        for charge in Charge.objects.filter(unit=unit_id, code__in=wanted)
        if Act.RECEIVE in charge.row.allows
    }
    found = {key: [code for code in codes if code in known] for key, codes in named.items()}
    return {key: codes[0] for key, codes in found.items() if len(codes) == 1}


def known_hashes(unit_id: int, hashes: Sequence[bytes]) -> set[bytes]:
    """Return which lines the unit, or one that it took over from, has been told of before."""
    known = StatementLine.objects.filter(settling=unit_id, line_hash__in=hashes)
    return {bytes(one) for one in known.values_list("line_hash", flat=True)}


def reference_of(unit_id: int, line_hash: bytes) -> str:
    """Return the reference by which the payment of a line is one: two units may have equal lines."""
    return f"line:{unit_id}:{line_hash.hex()}"


def _book(made: StatementImport, lines: Sequence[Incoming], by: Staff, now: datetime) -> None:
    matches = matched_charges(made.unit_id, lines)
    codes = sorted(set(matches.values()))
    charges = {
        charge.code: charge for charge in Charge.objects.select_for_update().filter(code__in=codes).order_by("pk")
    }
    day = booking_day(made.unit_id, now)
    rows = []
    for line in lines:
        payment = _pay(line, matches, charges, by, now)
        rows.append(
            StatementLine(
                taken=made,
                unit_id=made.unit_id,
                settling_id=made.unit_id,
                row=line.row,
                booked_on=line.booked_on,
                day=day,
                amount=line.amount,
                memo=line.memo,
                bank_reference=line.bank_reference,
                line_hash=line.line_hash,
                payment=payment,
            )
        )
    StatementLine.objects.bulk_create(rows)


def _pay(
    line: Incoming, matches: Mapping[bytes, str], charges: Mapping[str, Charge], by: Staff, now: datetime
) -> Payment | None:
    if line.line_hash not in matches:
        return None
    charge = charges[matches[line.line_hash]]
    return receive(
        charge,
        channel=Channel.TRANSFER,
        amount=line.amount,
        reference=reference_of(charge.unit_id, line.line_hash),
        paid_at=min(now, start_of(line.booked_on)),
        by=by.as_actor(),
        now=now,
    )


def _unknown(unit_id: int, lines: Sequence[Incoming]) -> list[Incoming]:
    hashes = [line.line_hash for line in lines]
    seen = known_hashes(unit_id, hashes)
    return [line for line in lines if line.line_hash not in seen]


def _hold(unit_id: int) -> None:
    """Wait until no other statement of the unit is being taken over: two files may tell of the same line."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"payments:statement:{unit_id}"])
