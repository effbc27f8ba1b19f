"""Decide whether an entry may take part."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.content import age_rule
from motcua.replication.contest.eligibility import Person, findings
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import checked_entry
from motcua.replication.contest.models import Entry, EntryState
from motcua.replication.contest.models.entry import READABLE
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import Conflict, ContestRefused, NotNow


@transaction.atomic
def check_entry(
    *,
    entry_id: int,
    is_eligible: bool,
    reason: str,
    anonymous_file_ids: Collection[int],
    by: Staff,
    now: datetime,
    expected_version: int,
) -> Entry:
    """Return the entry, eligible or not. `anonymous_file_ids`: files looked through and free of names, for readers.

    A reason is needed to refuse, and to admit against a finding. Needs the organiser, while entries are received.
    Raises NotAllowed, Conflict, NotNow, ContestRefused.
    """
    entry = checked_entry(entry_id, State.OPEN, by=by, now=now)
    if entry.version != expected_version:
        raise Conflict
    if entry.state == EntryState.WITHDRAWN:
        raise NotNow
    found = findings([Person(one.name, one.born_on) for one in entry.authors.all()], age_rule(entry.contest))
    if not reason.strip() and (found or not is_eligible):
        raise ContestRefused("reason", _("Chưa ghi lý do. Chưa có gì thay đổi: đơn vị cần biết vì sao."))
    entry.state = EntryState.ELIGIBLE if is_eligible else EntryState.INELIGIBLE
    entry.decision_reason = reason.strip()
    entry.version += 1
    entry.save(update_fields=["state", "decision_reason", "version"])
    files = entry.files.filter(stored__media_type__in=READABLE)
    files.update(is_anonymous=False)
    files.filter(pk__in=anonymous_file_ids).update(is_anonymous=True)
    detail = {"entry": entry.pk, "findings": len(found), "files": len(anonymous_file_ids)}
    tell_journal(entry.contest, f"entry_{entry.state}", by=by, now=now, detail=detail)
    return entry
