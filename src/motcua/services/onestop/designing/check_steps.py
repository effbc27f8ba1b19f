"""Do the steps hold together? From reception to the return of the result, within the limit. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.foundation.units.models import Role
from motcua.foundation.worktime.rules import TimeUnit
from motcua.services.onestop.definition import Office, StepClock, working_hours
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Sketch, StepSketch

LEAST_STEPS = 3
WORKING = frozenset({Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER})  # who can hand a dossier on, by the table


def step_faults(sketch: Sketch) -> Iterator[Fault]:
    """Yield what is wrong with the steps among themselves; fewer than three are a matter of shape."""
    yield from _twins(sketch)
    if len(sketch.steps) >= LEAST_STEPS:
        yield from _frame(sketch.steps)
        yield from _clocks(sketch.steps)
    for step in sketch.steps:
        if step.duration is not None and step.duration.unit is TimeUnit.CALENDAR_DAY:
            yield fault("calendar_step", f"steps/{step.index}/duration")
    yield from _sum(sketch)


def _twins(sketch: Sketch) -> Iterator[Fault]:
    keys = sketch.step_keys
    for step in sketch.steps:
        if step.key and step.key in keys[: step.index]:
            yield fault("step_key_twice", f"steps/{step.index}/key", key=step.key)


def _frame(steps: tuple[StepSketch, ...]) -> Iterator[Fault]:
    counter = (Role.RECEPTIONIST, Office.RECEIVING)
    first, decision, last = steps[0], steps[-2], steps[-1]
    if _is_role(first) and (first.role, first.office) != counter:
        yield fault("first_step_not_reception", f"steps/{first.index}/role")
    if _is_role(last) and (last.role, last.office) != counter:
        yield fault("last_step_not_return", f"steps/{last.index}/role")
    if _is_role(decision) and decision.role != Role.LEADER:
        yield fault("no_decision_step", f"steps/{decision.index}/role")
    elif decision.office == Office.RECEIVING:
        yield fault("decision_elsewhere", f"steps/{decision.index}/office")
    for step in steps[1:-2]:
        if _is_role(step) and step.role not in WORKING:
            yield fault("step_role_cannot_act", f"steps/{step.index}/role", role=Role(step.role).label)


def _clocks(steps: tuple[StepSketch, ...]) -> Iterator[Fault]:
    for step in steps:
        if step.clock == StepClock.RUNNING or step.clock not in set(StepClock):
            continue
        if step in {steps[0], steps[-2], steps[-1]}:
            yield fault("clock_on_fixed_step", f"steps/{step.index}/clock")
        elif not step.has_source:
            yield fault("clock_without_source", f"steps/{step.index}/clock_source")


def _sum(sketch: Sketch) -> Iterator[Fault]:
    hours = [step.hours for step in sketch.steps]
    if sketch.limit is None or not hours:
        return
    needed, given = sum(each for each in hours if each is not None), working_hours(sketch.limit)
    if needed > given:
        yield fault("steps_over_limit", "steps", needed=needed, given=given)


def _is_role(step: StepSketch) -> bool:
    return step.role in Role.values
