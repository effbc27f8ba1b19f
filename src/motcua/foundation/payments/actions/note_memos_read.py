"""Write down that somebody read the memos of bank transfers, which name people."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff


@transaction.atomic
def note_memos_read(*, unit_id: int, target: tuple[str, str], in_full: bool, by: Staff, now: datetime) -> None:
    """Write it into the journal of the unit whose money it is: `target` says in what, as
    ("statement_file", "12"); of a list, how many lines it showed.

    A memo is tied to no person that is known, so this is no `Reading`. The caller has checked that it is in reach.
    """
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="payments.read_memos",
        target=target,
        now=now,
        detail={"in_full": in_full},
    )
