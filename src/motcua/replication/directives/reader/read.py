"""Read a letter: text in, proposal out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from motcua.replication.directives.models import RecipientKind
from motcua.replication.directives.reader.heading import Heading, is_letter, read_heading, read_signer
from motcua.replication.directives.reader.named_models import read_models
from motcua.replication.directives.reader.orders import Context, read_orders, read_task
from motcua.replication.directives.reader.outline import outline_of
from motcua.replication.directives.reader.paragraphs import Line, lines_of
from motcua.replication.directives.reader.parts import parts_of
from motcua.replication.directives.reader.proposal import Proposal
from motcua.replication.directives.reader.recipients import read_bases, read_recipients
from motcua.replication.directives.reader.tables import read_tables
from motcua.replication.directives.reader.unit_book import KnownUnit, UnitBook


class NotALetter(Exception):
    """The text shows none of the signs of an official letter."""


def read_letter(
    text: str,
    units: Callable[[Heading], Iterable[KnownUnit]],
    *,
    issued_on: date | None = None,
    issuer: str | None = None,
) -> Proposal:
    """Return what the letter says, as a proposal; raise NotALetter.

    `units` gives the units that stand on the day of the letter; it is asked once the head has been read. `issued_on`
    and `issuer` are what a person says, for a head that cannot be read.
    """
    lines = lines_of(text)
    if not is_letter(lines):
        raise NotALetter
    known = list(units(read_heading(lines, UnitBook(()))))
    heading = read_heading(lines, UnitBook(known))
    said = replace(heading, issued_on=issued_on or heading.issued_on, issuer=issuer or heading.issuer)
    return _whole(lines, said, UnitBook(known, said.issuer))


def _whole(lines: Sequence[Line], heading: Heading, book: UnitBook) -> Proposal:
    parts = parts_of(lines, heading.end)
    recipients = (
        *read_recipients(RecipientKind.ADDRESSEE, parts.address, book),
        *read_recipients(RecipientKind.COPY, parts.copies, book),
    )
    everybody = dict.fromkeys(key for line in recipients if line.kind == RecipientKind.ADDRESSEE for key in line.units)
    context = Context(book, tuple(everybody), heading.issued_on)
    outline = outline_of([one for one in parts.body if not one.cells])
    model_rows, task_rows = read_tables([*parts.body, *parts.appendix])
    requirements, unclear = read_orders(outline, context)
    requirements += [read_task(row, context) for row in task_rows]
    return Proposal(
        number=heading.number,
        issued_on=heading.issued_on,
        issuer=heading.issuer,
        issuer_text=heading.issuer_text,
        subject=heading.subject,
        signer=read_signer(lines),
        bases=read_bases(parts.bases),
        recipients=recipients,
        requirements=tuple(requirements),
        models=tuple(read_models(outline, model_rows, book)),
        unclear=tuple(unclear),
    )
