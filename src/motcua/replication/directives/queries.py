"""What can be asked about directives? Each answer takes a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from motcua.foundation.ui.text import fold
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.access import WATCHERS
from motcua.replication.directives.access import may_edit
from motcua.replication.directives.models import (
    Directive,
    DirectiveBasis,
    DirectiveChange,
    DirectiveModel,
    DirectiveRecipient,
    MeasureTarget,
    ProposedModel,
    RecipientKind,
    Requirement,
    UnclearPassage,
)

LATEST = 20
MOST = 200


@dataclass(frozen=True)
class Listed:
    """A directive in a list: its issuer's name, how many orders it holds, and the next day on which one comes due."""

    directive: Directive
    issuer: str
    requirements: int
    next_due: date | None


@dataclass(frozen=True)
class Duty:
    """What one unit has to do: the orders for it, those with the nearest last day first."""

    unit_id: int
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class DirectivePage:
    """A directive whole; `names` are the short names of every unit in it, `own` the duties of the reader's units."""

    directive: Directive
    bases: tuple[DirectiveBasis, ...]
    recipients: tuple[DirectiveRecipient, ...]
    requirements: tuple[Requirement, ...]
    models: tuple[DirectiveModel, ...]
    proposed: tuple[ProposedModel, ...]
    unclear: tuple[UnclearPassage, ...]
    targets: tuple[MeasureTarget, ...]
    changes: tuple[DirectiveChange, ...]
    names: dict[int, str]
    duties: tuple[Duty, ...]
    own: tuple[Duty, ...]
    may_edit: bool

    @property
    def addressees(self) -> tuple[DirectiveRecipient, ...]:
        """Return the lines of the address."""
        return tuple(line for line in self.recipients if line.kind == RecipientKind.ADDRESSEE)

    @property
    def copies(self) -> tuple[DirectiveRecipient, ...]:
        """Return the lines of the copy list."""
        return tuple(line for line in self.recipients if line.kind == RecipientKind.COPY)

    @property
    def open_points(self) -> int:
        """Return how many points have to be settled before it can be confirmed."""
        unlinked = sum(1 for model in self.proposed if model.initiative_id is None)
        return sum(1 for one in self.requirements if one.doubt) + len(self.unclear) + unlinked


def directives_for(roles: RoleSet, *, text: str, now: datetime) -> list[Listed]:
    """Return the directives that these roles may read, the newest first; `text` is looked for in number and subject."""
    today = day_of(now)
    coming = Min("requirements__due_on", filter=Q(requirements__due_on__gte=today))
    rows: QuerySet[Directive] = (
        Directive.objects.visible_to(roles)
        .defer("text")
        .annotate(asked=Count("requirements", distinct=True), next_due=coming)
        .order_by("-issued_on", "number")
    )
    wanted = fold(text)
    found = [row for row in rows[:MOST] if wanted in fold(f"{row.number} {row.subject}")]
    names = unit_names({row.issuer_id for row in found}, today)
    return [
        Listed(row, names.get(row.issuer_id, ""), getattr(row, "asked", 0), getattr(row, "next_due", None))
        for row in found
    ]


def directive_page(*, directive_id: int, roles: RoleSet) -> DirectivePage:
    """Return a directive as these roles may see it; raise Directive.DoesNotExist."""
    directive = Directive.objects.visible_to(roles).select_related("source", "confirmed_by").get(pk=directive_id)
    requirements = tuple(directive.requirements.select_related("initiative").prefetch_related("units"))
    recipients = tuple(directive.recipients.prefetch_related("units"))
    models = tuple(directive.models.select_related("initiative").prefetch_related("takers"))
    proposed: tuple[ProposedModel, ...] = ()
    if not directive.is_confirmed:
        proposed = tuple(directive.proposed_models.select_related("initiative").prefetch_related("takers"))
    targets = tuple(directive.targets.order_by("service", "measure", "from_day").prefetch_related("units"))
    duties = _duties(requirements)
    named = {unit.pk for asked in requirements for unit in asked.units.all()}
    named |= {unit.pk for line in recipients for unit in line.units.all()}
    named |= {unit.pk for target in targets for unit in target.units.all()}
    named |= {unit.pk for model in models for unit in model.takers.all()}
    named |= {unit.pk for read in proposed for unit in read.takers.all()}
    named |= {model.initiative.origin_unit_id for model in models}
    named |= {one.origin_id for one in proposed if one.origin_id}
    names = unit_names(named | {directive.issuer_id}, directive.issued_on, short=True)
    theirs = roles.unit_ids(*WATCHERS)
    return DirectivePage(
        directive=directive,
        bases=tuple(directive.bases.all()),
        recipients=recipients,
        requirements=requirements,
        models=models,
        proposed=proposed,
        unclear=tuple(directive.unclear.all()),
        targets=targets,
        changes=tuple(directive.changes.order_by("-seq")[:LATEST]),
        names=names,
        duties=duties,
        own=tuple(duty for duty in duties if duty.unit_id in theirs),
        may_edit=may_edit(roles, directive),
    )


def _duties(requirements: Sequence[Requirement]) -> tuple[Duty, ...]:
    """Return for each unit what it has to do."""
    asked: dict[int, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        for unit in requirement.units.all():
            asked[unit.pk].append(requirement)
    return tuple(
        Duty(unit_id, tuple(sorted(orders, key=lambda one: (one.due_on or date.max, one.position))))
        for unit_id, orders in sorted(asked.items())
    )
