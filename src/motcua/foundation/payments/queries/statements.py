"""What can be asked of statements: a preview before it counts, the lines of an import with what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.foundation.payments.access import BOOK_READERS, KEEPERS
from motcua.foundation.payments.actions.import_statement import known_hashes, matched_charges
from motcua.foundation.payments.memo import covered
from motcua.foundation.payments.models import Charge, StatementFile, StatementImport, StatementLine
from motcua.foundation.payments.statements import Incoming, read_statement
from motcua.foundation.units.access import RoleSet

MOST_IMPORTS = 100


@dataclass(frozen=True)
class PreviewLine:
    """A line as it would be taken over."""

    line: Incoming
    charge: Charge | None
    is_known: bool

    @property
    def fit(self) -> str:
        """Return how money and charge fit: known, none, exact, less, more."""
        if self.is_known:
            return "known"
        if self.charge is None:
            return "none"
        if self.line.amount == self.charge.remaining:
            return "exact"
        return "less" if self.line.amount < self.charge.remaining else "more"


@dataclass(frozen=True)
class Preview:
    """A file before it counts."""

    file: StatementFile
    lines: tuple[PreviewLine, ...]
    outgoing: int
    taken: StatementImport | None


def preview(file: StatementFile) -> Preview:
    """Return what taking the file over would do; changes nothing."""
    statement = read_statement(bytes(file.content), file.name)
    matches = matched_charges(file.unit_id, statement.incoming)
    charges = {charge.code: charge for charge in Charge.objects.filter(code__in=set(matches.values()))}
    hashes = [line.line_hash for line in statement.incoming]
    known = known_hashes(file.unit_id, hashes)
    lines = tuple(
        PreviewLine(line, charges.get(matches.get(line.line_hash, "")), line.line_hash in known)
        for line in statement.incoming
    )
    return Preview(file, lines, statement.outgoing, StatementImport.objects.filter(file=file).first())


def imports_of(roles: RoleSet) -> list[StatementImport]:
    """Return the latest imports in reach."""
    found = StatementImport.objects.filter(unit__in=roles.unit_ids(*BOOK_READERS))
    return list(found.select_related("file", "imported_by").order_by("-pk")[:MOST_IMPORTS])


@dataclass(frozen=True)
class WaitingLine:
    """A line that waits for a person; whoever may settle it reads its memo in full."""

    line: StatementLine
    may_settle: bool

    @property
    def memo(self) -> str:
        """Return the memo as this reader sees it."""
        return self.line.memo if self.may_settle else covered(self.line.memo)


def waiting_lines(roles: RoleSet) -> list[WaitingLine]:
    """Return the lines in reach that wait for a person."""
    found = StatementLine.objects.filter(settling__in=roles.unit_ids(*BOOK_READERS))
    waiting = found.filter(payment__isnull=True, settlement__isnull=True).order_by("pk")[:MOST_IMPORTS]
    return [WaitingLine(line, roles.has_any(line.settling_id, *KEEPERS)) for line in waiting]
