"""Take a directive in hand, and write down what was done with it: one version more, one line of history, one entry."""

from collections.abc import Mapping
from datetime import datetime

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.rules import JSON
from motcua.foundation.units.access import actor_of, roles_of
from motcua.foundation.units.models import Staff
from motcua.replication.directives.access import require_steward
from motcua.replication.directives.models import Directive, DirectiveChange
from motcua.replication.directives.refusals import AlreadyConfirmed, Conflict


def in_hand(
    *, directive_id: int, by: Staff | Actor, now: datetime, expected_version: int | None, is_confirmed: bool = False
) -> Directive:
    """Return the directive, locked until the transaction ends, for somebody who may work on it.

    `is_confirmed`: the act is for one in force, any other for a proposal. One out of reach does not exist. Raises
    Directive.DoesNotExist, NotAllowed, Conflict with what was done meanwhile, AlreadyConfirmed.
    """
    reach = Directive.objects.all()
    if isinstance(by, Staff):
        reach = reach.visible_to(roles_of(by, now))
    directive = reach.select_for_update(of=("self",)).get(pk=directive_id)
    require_steward(directive.steward_id, by, now)
    if expected_version is not None and directive.version != expected_version:
        raise Conflict(list(directive.changes.filter(seq__gt=expected_version)))
    if directive.is_confirmed and not is_confirmed:
        raise AlreadyConfirmed
    return directive


def record_change(
    directive: Directive,
    act: str,
    *,
    by: Staff | Actor,
    now: datetime,
    part: str = "",
    label: str = "",
    detail: Mapping[str, JSON] | None = None,
) -> None:
    """Write the next version of a directive in hand, or the first of a new one, into its history and the journal."""
    if directive.pk is not None:
        directive.version += 1
    directive.save()
    actor = actor_of(by)
    DirectiveChange.objects.create(
        directive=directive,
        seq=directive.version,
        at=now,
        actor_name=actor.name,
        actor_staff=by if isinstance(by, Staff) else None,
        act=act,
        part=part,
        label=label[:400],
        detail=dict(detail or {}),
    )
    journal.record(
        actor=actor,
        unit_id=directive.steward_id,
        action=f"directives.{act}",
        target=("directive", str(directive.pk)),
        now=now,
        detail={"number": directive.number, "part": part, "label": label[:200], **(detail or {})},
    )
