"""Read a letter and keep it as a proposal."""

import io
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.foundation.attachments.actions.receive_file import receive_file
from motcua.foundation.attachments.limits import MEGABYTE, FileLimits
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.directives.access import require_steward
from motcua.replication.directives.change import record_change
from motcua.replication.directives.known_units import at_heading
from motcua.replication.directives.letter_files import is_plain_text, text_of
from motcua.replication.directives.models import Directive
from motcua.replication.directives.proposal_rows import write_rows
from motcua.replication.directives.reader.proposal import Proposal
from motcua.replication.directives.reader.read import NotALetter, read_letter
from motcua.replication.directives.refusals import LetterRefused

LIMITS = FileLimits(size=10 * MEGABYTE, pages=80)
_LONGEST_TEXT = 400_000
_LONGEST_SUBJECT = 600


@dataclass(frozen=True)
class Head:
    """What a person says of a letter; what is left out is read from it."""

    number: str = ""
    issued_on: date | None = None
    issuer_id: int | None = None


def upload_directive(
    *, data: bytes, name: str, keeper_id: int, by: Staff | Actor, now: datetime, head: Head | None = None
) -> Directive:
    """Return the proposal that was read from the bytes of a file.

    Word and PDF are checked and kept as they came; of plain text the text is kept. Needs a coordinator of the unit
    `keeper_id`. Raises NotAllowed, FileRefused, and LetterRefused whose code says why nothing was kept.
    """
    require_steward(keeper_id, by, now)
    if not data.strip():
        raise LetterRefused("empty")
    with transaction.atomic():
        source = None
        if not is_plain_text(data):
            source = receive_file(upload=io.BytesIO(data), name=name, by=actor_of(by), now=now, limits=LIMITS)
        text = text_of(data)
        if len(text) > _LONGEST_TEXT:
            raise LetterRefused("not_a_letter")
        said = head or Head()
        proposal = _read(text, said, now)
        directive = _directive(text, source, keeper_id, proposal, said)
        record_change(directive, "upload", by=by, now=now, label=directive.number)
        write_rows(directive, proposal)
    return directive


def _read(text: str, said: Head, now: datetime) -> Proposal:
    try:
        return read_letter(
            text,
            at_heading(day_of(now), given=said.issued_on),
            issued_on=said.issued_on,
            issuer=str(said.issuer_id) if said.issuer_id else None,
        )
    except NotALetter as error:
        raise LetterRefused("not_a_letter") from error


def _directive(text: str, source: StoredFile | None, keeper_id: int, proposal: Proposal, said: Head) -> Directive:
    number = said.number.strip() or proposal.number
    if not number:
        raise LetterRefused("no_number")
    if proposal.issued_on is None:
        raise LetterRefused("no_day")
    if proposal.issuer is None:
        raise LetterRefused("no_issuer")
    issuer_id = int(proposal.issuer)
    if Directive.objects.filter(issuer=issuer_id, number=number, issued_on=proposal.issued_on).exists():
        raise LetterRefused("known")
    return Directive(
        number=number,
        issued_on=proposal.issued_on,
        issuer_id=issuer_id,
        keeper_id=keeper_id if keeper_id != issuer_id else None,
        subject=proposal.subject[:_LONGEST_SUBJECT] or number,
        signer=proposal.signer,
        source=source,
        text=text,
    )
