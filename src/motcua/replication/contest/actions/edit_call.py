"""Change the call of a contest."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff
from motcua.replication.contest.call import Call, check_call, write_call
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import NotNow


@transaction.atomic
def edit_call(
    *,
    contest_id: int,
    call: Call,
    by: Staff,
    now: datetime,
    expected_version: int,
    rules_file: StoredFile | None = None,
) -> Contest:
    """Return the contest with its new call. Everything may change in draft; once published nothing may.

    `rules_file` is a document received before (None: the one there stays). Needs the organiser. Raises NotAllowed,
    Conflict, NotNow, ContestRefused.
    """
    contest = organised(contest_id, by=by, now=now, expected_version=expected_version)
    if contest.state != State.DRAFT:
        raise NotNow(
            _("Thể lệ đã phát động nên không sửa được: các đơn vị đang dựa vào đó. Thể lệ cũ được giữ nguyên.")
        )
    check_call(call)
    write_call(contest, call)
    contest.rules_file = rules_file or contest.rules_file
    contest.version += 1
    contest.save()
    contest.units.set(call.unit_ids)
    tell_journal(contest, "edit_call", by=by, now=now, detail={"version": contest.version})
    return contest
