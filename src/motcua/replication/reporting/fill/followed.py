"""What did the follow-up see? Tasks, obstacles, visits, and the units that did not do what was ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.ui.text import listing_key
from motcua.replication.followup.models import Finding
from motcua.replication.followup.queries import (
    InspectionFact,
    ObstacleFact,
    TaskFact,
    inspections_of,
    obstacles_of,
    tasks_of,
)
from motcua.replication.followup.states import ObstacleState, TaskState
from motcua.replication.reporting.content import Cell, Figure, Table
from motcua.replication.reporting.fill.counts import ALL, counts
from motcua.replication.reporting.fill.span import Span

NOT_COUNTED = TaskState.DROPPED
SHORT = 300  # letters of a requirement or an obstacle in a cell


def tasks_in(unit_ids: Collection[int], span: Span) -> list[TaskFact]:
    """Return the tasks due in the period as they stand at the end of the span; those found not to apply left out."""
    found = tasks_of(unit_ids, span.period.first, span.period.last, on=span.last)
    return [one for one in found if one.state is not NOT_COUNTED]


def word_of(task: TaskFact) -> str:
    """Return where a task counts: met, late or open."""
    return "met" if task.is_met else "late" if task.is_late else "open"


WORDS: Mapping[str, StrOrPromise] = {"met": _("Đã thực hiện"), "open": _("Đang thực hiện"), "late": _("Chậm")}


def own_tasks(found: Collection[TaskFact]) -> Table:
    """Return the table of one unit's tasks."""
    rows: list[tuple[Cell, ...]] = [
        (
            f"Mục {one.requirement_number}, {one.directive_number}: {shortened(one.text)}",
            date_vn(one.due_on) if one.due_on else "",
            str(WORDS[word_of(one)]),
            Figure(one.evidence + len(one.live), f"evidence:{one.id}"),
        )
        for one in found
    ]
    columns = ("Nhiệm vụ", "Hạn", "Tình trạng", "Minh chứng")
    return Table("own_tasks", "Nhiệm vụ đến hạn trong kỳ", columns, tuple(rows), counts=_task_counts(found))


def _task_counts(found: Iterable[TaskFact]) -> tuple[tuple[str, Figure], ...]:
    return counts("all_tasks", WORDS, map(word_of, found))


def tasks_by_requirement(found: Collection[TaskFact]) -> Table:
    """Return the table of an authority: for each requirement how many units had it, met it, work on it, are late."""
    grouped: dict[int, list[TaskFact]] = defaultdict(list)
    for one in found:
        grouped[one.requirement_id].append(one)
    rows: list[tuple[Cell, ...]] = []
    for requirement, tasks in sorted(grouped.items(), key=lambda item: item[1][0].requirement_number):
        values = {word: sum(word_of(one) == word for one in tasks) for word in WORDS}
        cells = [Figure(value, f"tasks:{requirement}:{word}") for word, value in values.items()]
        title = f"Mục {tasks[0].requirement_number}, {tasks[0].directive_number}: {shortened(tasks[0].text)}"
        rows.append((title, Figure(len(tasks), f"tasks:{requirement}:{ALL}"), *cells))
    columns = ("Nhiệm vụ", "Được giao", *map(str, WORDS.values()))
    return Table("tasks", "Nhiệm vụ đến hạn trong kỳ", columns, tuple(rows), counts=_task_counts(found))


def behind(found: Iterable[TaskFact], names: Mapping[int, str], span: Span) -> Table:
    """Return who did not do what was ordered: late tasks that nothing shows done, by unit."""
    late = sorted(late_in(found), key=lambda one: (listing_key(names[one[0].unit_id]), one[0].requirement_number))
    rows: list[tuple[Cell, ...]] = [
        (
            names[one.unit_id],
            f"Mục {one.requirement_number}, {one.directive_number}",
            date_vn(due_on),
            Figure((span.last - due_on).days, f"late:{one.id}"),
        )
        for one, due_on in late
    ]
    columns = ("Đơn vị", "Nhiệm vụ", "Hạn", "Số ngày chậm")
    counted = counts("all_late", {}, ("late" for _one in late))
    return Table("behind", "Nhiệm vụ quá hạn chưa có kết quả", columns, tuple(rows), counts=counted)


def late_in(found: Iterable[TaskFact]) -> list[tuple[TaskFact, date]]:
    """Return the tasks that are late and that nothing shows done, each with its last day."""
    return [(one, one.due_on) for one in found if word_of(one) == "late" and one.due_on is not None]


def obstacles(unit_ids: Collection[int], names: Mapping[int, str], span: Span) -> Table:
    """Return the obstacles that stood in the way in this span, the oldest first. One query."""
    found: list[ObstacleFact] = obstacles_of(unit_ids, span.first, span.last)
    rows: list[tuple[Cell, ...]] = [
        (
            names[one.unit_id],
            shortened(one.text),
            str(one.state.label),
            "–" if one.working_days is None else Figure(one.working_days, f"obstacle:{one.id}"),
            shortened(one.answer),
        )
        for one in found
    ]
    columns = ("Đơn vị", "Vướng mắc", "Tình trạng", "Số ngày làm việc", "Trả lời")
    counted = counts("obstacles", obstacle_words(), (one.state.value for one in found))
    return Table("obstacles", "Khó khăn, vướng mắc trong kỳ", columns, tuple(rows), counts=counted)


def obstacle_words() -> dict[str, str]:
    """Return the states of an obstacle in words."""
    return {state.value: str(state.label) for state in ObstacleState}


def visits(unit_ids: Collection[int], names: Mapping[int, str], span: Span) -> Table:
    """Return the inspections of this span. Two queries."""
    found: list[InspectionFact] = inspections_of(unit_ids, span.first, span.last)
    rows: list[tuple[Cell, ...]] = [
        (
            names[one.unit_id],
            date_vn(one.planned_on),
            one.number,
            Figure(one.met, f"visit:{one.id}:{Finding.MET}"),
            Figure(one.not_met, f"visit:{one.id}:{Finding.NOT_MET}"),
            shortened(one.conclusion),
        )
        for one in found
    ]
    columns = ("Đơn vị", "Ngày", "Biên bản số", "Đạt", "Chưa đạt", "Kết luận")
    counted = counts("visits", {}, ("visit" for _one in found))
    return Table("visits", "Kiểm tra trong kỳ", columns, tuple(rows), counts=counted)


def shortened(text: str) -> str:
    """Return the beginning of a long text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else flat[:SHORT].rsplit(" ", 1)[0] + "…"
