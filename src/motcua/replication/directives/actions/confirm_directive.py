"""Confirm a proposal: from now on it is in force."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.directives.after_confirming import steps
from motcua.replication.directives.change import in_hand, record_change
from motcua.replication.directives.models import Directive, DirectiveModel, DirectiveState, ProposedModel
from motcua.replication.directives.refusals import DirectiveRefused
from motcua.replication.initiatives.models import Initiative


@transaction.atomic
def confirm_directive(
    *, directive_id: int, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Directive:
    """Return the directive in force; its models are those of the register that people linked to it.

    Every doubt about an order is settled first, every model linked. Needs a coordinator of the unit that keeps it.
    Raises Directive.DoesNotExist, NotAllowed, Conflict, AlreadyConfirmed, DirectiveRefused.
    """
    directive = in_hand(directive_id=directive_id, by=by, now=now, expected_version=expected_version)
    _require_settled(directive)
    for read in directive.proposed_models.prefetch_related("takers"):
        if read.initiative is not None:
            _link(directive, read, read.initiative)
    directive.state, directive.confirmed_at = DirectiveState.CONFIRMED, now
    directive.confirmed_by = by if isinstance(by, Staff) else None
    record_change(directive, "confirm", by=by, now=now, label=directive.number)
    for step in steps():
        step(directive_id=directive.pk, by=by, now=now)
    return directive


def _link(directive: Directive, read: ProposedModel, initiative: Initiative) -> None:
    row = DirectiveModel.objects.create(
        directive=directive,
        position=read.position,
        initiative=initiative,
        text=read.text,
        takers_text=read.takers_text,
        first_line=read.first_line,
        last_line=read.last_line,
    )
    row.takers.set(read.takers.all())


def open_points(directive: Directive) -> int:
    """Return how many points a person still has to settle before the directive can be confirmed."""
    return (
        directive.requirements.exclude(doubt="").count()
        + directive.unclear.count()
        + directive.proposed_models.filter(initiative__isnull=True).count()
    )


def _require_settled(directive: Directive) -> None:
    if count := open_points(directive):
        raise DirectiveRefused(
            "open_points",
            format_lazy(
                _("Còn {count} chỗ chưa hiểu hoặc chưa gắn mô hình. Chưa xác nhận: hãy xem từng chỗ được đánh dấu."),
                count=count,
            ),
        )
    if not directive.requirements.exists():
        raise DirectiveRefused("no_requirement", _("Văn bản chưa có yêu cầu nào. Chưa xác nhận: hãy thêm yêu cầu."))
