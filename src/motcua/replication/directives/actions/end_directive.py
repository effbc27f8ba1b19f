"""End a directive: it was fulfilled, replaced, or its year is over; what it asked for each quarter is asked no more."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.directives.change import in_hand, record_change
from motcua.replication.directives.models import Directive
from motcua.replication.directives.refusals import DirectiveRefused

LONGEST = 400


@transaction.atomic
def end_directive(
    *,
    directive_id: int,
    ended_on: date,
    reason: str,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> Directive:
    """Return the directive, in force up to and including `ended_on`; tasks that were given before stay as they are.

    Needs a coordinator of the unit that keeps it. Raises Directive.DoesNotExist, NotAllowed, Conflict,
    DirectiveRefused whose code is the field that is wrong.
    """
    directive = in_hand(directive_id=directive_id, by=by, now=now, expected_version=expected_version, is_confirmed=True)
    if not directive.is_confirmed or directive.ended_on is not None:
        raise DirectiveRefused("not_in_force", _("Văn bản không còn hoặc chưa có hiệu lực. Chưa thay đổi gì."))
    if not directive.issued_on <= ended_on <= day_of(now):
        raise DirectiveRefused("ended_on", _("Ngày hết hiệu lực phải từ ngày ban hành đến hôm nay."))
    words = reason.strip()
    if not words or len(words) > LONGEST:
        raise DirectiveRefused("reason", _("Chưa ghi lý do, hoặc dài quá 400 ký tự."))
    directive.ended_on, directive.ended_reason = ended_on, words
    record_change(directive, "end", by=by, now=now, label=directive.number, detail={"ended_on": ended_on.isoformat()})
    return directive
