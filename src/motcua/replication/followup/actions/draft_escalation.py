"""Draft the letter to the units that did not implement a directive, or bring its list up to date."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.directives.models import Directive
from motcua.replication.followup.drafts import first_words, to_name
from motcua.replication.followup.models import Escalation, EscalationLine, LetterState
from motcua.replication.followup.queries.missing import Missing
from motcua.replication.followup.refusals import FollowupRefused
from motcua.replication.followup.rules import quarter_named


@transaction.atomic
def draft_escalation(*, directive_id: int, period: str = "", by: Staff, now: datetime) -> Escalation:
    """Return the draft for the directive and quarter ("" = everything due), its list as of today. Nothing is sent.

    There is one draft at a time: a second call renews the list of the first and leaves its words alone. Needs the
    authority's coordinator or leader. Raises Directive.DoesNotExist, NotAllowed, or FollowupRefused for nobody.
    """
    directive = Directive.objects.select_for_update().get(pk=directive_id)
    if not roles_of(by, now).has_any(directive.steward_id, Role.COORDINATOR, Role.LEADER):
        raise NotAllowed
    quarter = quarter_named(period)
    code = quarter.code if quarter else ""
    rows = to_name(directive.pk, code, day_of(now))
    if not rows:
        raise FollowupRefused(
            "nobody", _("Không có đơn vị nào quá hạn mà chưa thực hiện, nên không cần văn bản đôn đốc.")
        )
    letter = _letter(directive, code, rows, by, now)
    EscalationLine.objects.filter(letter=letter).delete()
    EscalationLine.objects.bulk_create(EscalationLine(letter=letter, task_id=row.task.id) for row in rows)
    record(
        actor=by.as_actor(),
        unit_id=directive.steward_id,
        action="followup.draft_escalation",
        target=("followup_escalation", str(letter.pk)),
        now=now,
        detail={"tasks": [row.task.id for row in rows]},
    )
    return letter


def _letter(directive: Directive, code: str, rows: list[Missing], by: Staff, now: datetime) -> Escalation:
    """Return the standing draft with a new day and version, or a new one."""
    standing = Escalation.objects.select_for_update().filter(directive=directive, period=code, state=LetterState.DRAFT)
    if (letter := standing.first()) is not None:
        letter.as_of = day_of(now)
        letter.version += 1
        letter.save(update_fields=["as_of", "version"])
        return letter
    subject, body = first_words(directive, rows, day_of(now))
    return Escalation.objects.create(
        directive=directive,
        authority_id=directive.steward_id,
        period=code,
        as_of=day_of(now),
        subject=subject,
        body=body,
        drafted_at=now,
        drafted_by=by,
    )
