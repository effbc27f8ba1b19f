"""Who did not implement? Late tasks for which nothing was accepted and nothing shows by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.queries import unit_names
from motcua.replication.followup.models import Escalation, Task
from motcua.replication.followup.queries.facts import TaskFact, facts_of, tasks_as_of
from motcua.replication.followup.rules import Quarter
from motcua.replication.followup.states import TaskState

_UNMET = (TaskState.OPEN, TaskState.GIVEN, TaskState.NOT_DONE)


@dataclass(frozen=True)
class Missing:
    """One task behind the list: `is_waiting` when the unit gave evidence that nobody has looked at yet."""

    task: TaskFact
    unit_name: str
    days_late: int

    @property
    def is_waiting(self) -> bool:
        """Tell whether it is the authority's turn, not the unit's."""
        return self.task.state is TaskState.GIVEN


def not_implemented(directive_id: int, on: date, *, quarter: Quarter | None = None) -> list[Missing]:
    """Return the tasks of a directive whose last day lies before `on` and that nothing shows done, by unit.

    They stand as at the end of `on`; with `quarter` only those due in it. Six queries, however long the list.
    """
    tasks = Task.objects.filter(requirement__directive=directive_id).past_due(on)
    if quarter is not None:
        tasks = tasks.filter(due_on__range=(quarter.first, quarter.last))
    found = facts_of(tasks_as_of(tasks, on), on=on, late_on=on)
    return _rows([fact for fact in found if fact.state in _UNMET and not fact.live], on)


def _rows(unmet: list[TaskFact], on: date) -> list[Missing]:
    names = unit_names({fact.unit_id for fact in unmet}, on)
    rows = [
        Missing(fact, names.get(fact.unit_id, ""), (on - fact.due_on).days) for fact in unmet if fact.due_on is not None
    ]
    return sorted(
        rows, key=lambda row: (listing_key(row.unit_name), row.task.due_on or on, row.task.requirement_number)
    )


def rows_named(letter: Escalation) -> list[Missing]:
    """Return the tasks a letter names, as they stood at the end of the day of its list, by unit. Six queries."""
    named = Task.objects.filter(pk__in=letter.lines.values("task"))
    found = facts_of(tasks_as_of(named, letter.as_of), on=letter.as_of, late_on=letter.as_of)
    return _rows(found, letter.as_of)
