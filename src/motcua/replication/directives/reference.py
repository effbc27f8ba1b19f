"""Load dispatch 554/UBND-CCHC as a confirmed directive: its requirements, models and recipients are real units."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.reference import lock_reference_data, reference_ids, units_of_group
from motcua.replication.directives.models import (
    Directive,
    DirectiveBasis,
    DirectiveChange,
    DirectiveModel,
    DirectiveRecipient,
    DirectiveState,
    RecipientKind,
    Requirement,
)
from motcua.replication.directives.records import DispatchRecord, RecipientRecord, dispatch_554, letter_554
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.reference_554 import load_models_554


@transaction.atomic
def load_dispatch_554(*, by: Actor, now: datetime) -> Directive:
    """Return the dispatch as entered and confirmed at `now`; once entered it stays as it is.

    The units of the district must be there; models that the register does not hold yet are entered first.
    """
    lock_reference_data()
    record = dispatch_554()
    issuer = unit_by_reference(record.issuer)
    known = Directive.objects.filter(issuer=issuer, number=record.number, issued_on=record.issued_on).first()
    if known is not None:
        return known
    load_models_554(by=by, now=now)
    directive = Directive.objects.create(
        number=record.number,
        issued_on=record.issued_on,
        issuer=issuer,
        subject=record.subject,
        signer=record.signer,
        text=letter_554(),
        state=DirectiveState.CONFIRMED,
        confirmed_at=now,
    )
    _Rows(directive, record).write()
    DirectiveChange.objects.create(directive=directive, seq=directive.version, at=now, actor_name=by.name, act="load")
    journal.record(
        actor=by,
        unit_id=issuer.pk,
        action="directives.load_reference",
        target=("directive", str(directive.pk)),
        now=now,
        detail={"number": record.number},
    )
    return directive


class _Rows:
    """The rows that hang on the dispatch."""

    def __init__(self, directive: Directive, record: DispatchRecord) -> None:
        self.directive, self.record = directive, record
        self.ids = reference_ids()
        self.initiatives = {one.code: one for one in Initiative.objects.all()}

    def write(self) -> None:
        """Write all of them."""
        self._bases()
        for kind, lines in (
            (RecipientKind.ADDRESSEE, self.record.addressees),
            (RecipientKind.COPY, self.record.copies),
        ):
            for position, line in enumerate(lines, 1):
                self._recipient(kind, position, line)
        self._requirements()
        self._models()

    def _bases(self) -> None:
        DirectiveBasis.objects.bulk_create(
            DirectiveBasis(
                directive=self.directive,
                position=position,
                text=basis.text,
                number=basis.number,
                issued_on=basis.issued_on,
                **_place(basis.lines),
            )
            for position, basis in enumerate(self.record.bases, 1)
        )

    def _recipient(self, kind: RecipientKind, position: int, line: RecipientRecord) -> None:
        row = DirectiveRecipient.objects.create(
            directive=self.directive,
            kind=kind,
            position=position,
            text=line.text,
            is_complete=line.complete,
            **_place(line.lines),
        )
        row.units.set(self._units(line.groups, line.units))

    def _requirements(self) -> None:
        for position, asked in enumerate(self.record.requirements, 1):
            row = Requirement.objects.create(
                directive=self.directive,
                position=position,
                number=asked.number,
                text=asked.text,
                initiative=self.initiatives[asked.initiative] if asked.initiative else None,
                starts_on=asked.starts_on,
                due_on=asked.due_on,
                repeats=asked.repeats,
                wants_report=asked.wants_report,
                **_place(asked.lines),
            )
            row.units.set(self._units(asked.groups, asked.units))

    def _models(self) -> None:
        for position, model in enumerate(self.record.models, 1):
            row = DirectiveModel.objects.create(
                directive=self.directive,
                position=position,
                initiative=self.initiatives[model.code],
                text=model.text,
                takers_text=model.takers_text,
                **_place(model.lines),
            )
            row.takers.set(self._units(model.groups, ()))

    def _units(self, groups: Iterable[str], units: Iterable[str]) -> list[Unit | int]:
        """Return the units of groups on the day of the dispatch, and those named one by one."""
        of_groups = [unit for key in groups for unit in units_of_group(key, self.record.issued_on)]
        return [*of_groups, *(self.ids[reference] for reference in units)]


def _place(lines: tuple[int, int]) -> dict[str, int]:
    return {"first_line": lines[0], "last_line": lines[1]}
