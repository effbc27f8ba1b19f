"""The way of a dossier as a picture drawn from the definition: a box a step, an arrow a way on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Role
from motcua.services.onestop.definition import Office, StepClock
from motcua.services.onestop.designing.sketch import Sketch, StepSketch
from motcua.services.onestop.designing.words import CLOCKS, OFFICES
from motcua.services.onestop.procedure_acts import rule_among, ways_among
from motcua.services.onestop.states import Action

WIDTH, BOX, HEIGHT, GAP, LEFT = 420, 300, 76, 34, 8
LANE = 14  # how far apart the arrows run that leave the middle
LETTERS = 34  # of a line in a box
LINES = 2


@dataclass(frozen=True)
class Box:
    """A step in the picture: where it stands, its lines, and how it looks."""

    y: int
    lines: tuple[str, ...]
    below: str
    is_paused: bool = False


@dataclass(frozen=True)
class Arrow:
    """A way from one box to another, as the path of an SVG."""

    path: str
    is_back: bool


@dataclass(frozen=True)
class StepRow:
    """The same as a line of a table, for whoever does not see the picture."""

    title: str
    role: StrOrPromise
    office: StrOrPromise
    time: str
    clock: StrOrPromise
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole picture with its table."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[StepRow, ...]


def drawing_of(sketch: Sketch) -> Drawing:
    """Return the picture of the steps as far as they are written."""
    steps = sketch.steps
    return Drawing(
        width=WIDTH,
        height=len(steps) * (HEIGHT + GAP) + GAP,
        boxes=tuple(_box(place, step) for place, step in enumerate(steps)),
        arrows=tuple(_arrows(sketch)),
        rows=tuple(_row(sketch, step) for step in steps),
    )


def _box(place: int, step: StepSketch) -> Box:
    return Box(
        y=_top(place),
        lines=tuple(_lines(f"{place + 1}. {step.title or step.key}")),
        below=f"{_role(step)} · {_time(step)}",
        is_paused=step.clock != StepClock.RUNNING,
    )


def _arrows(sketch: Sketch) -> Iterator[Arrow]:
    """Yield the ways on; back only where a rule names them, for by default every earlier step is one."""
    keys, lane = sketch.step_keys, 0
    for place, key in enumerate(keys[:-1]):
        for to in _ways(sketch, key):
            there = keys.index(to)
            if there == place + 1:
                middle = LEFT + BOX // 2
                yield Arrow(f"M{middle} {_top(place) + HEIGHT}V{_top(there) - 4}", is_back=False)
            elif there > place or _is_named(sketch, key):
                lane += 1
                side = LEFT + BOX + lane * LANE % (WIDTH - LEFT - BOX - 10) + 8
                start, end = _top(place) + HEIGHT // 2, _top(there) + HEIGHT // 2 + 8
                yield Arrow(f"M{LEFT + BOX} {start}H{side}V{end}H{LEFT + BOX + 4}", is_back=there < place)


def _ways(sketch: Sketch, key: str) -> list[str]:
    keys = sketch.step_keys
    if len(keys) > 1 and key == keys[-2]:
        return [*(to for to in _handed(sketch, key) if _is_named(sketch, key)), keys[-1]]
    return _handed(sketch, key)


def _handed(sketch: Sketch, key: str) -> list[str]:
    rules = [rule for _index, rule in sketch.acts]
    return [to for to in ways_among(sketch.step_keys, rules, key) if to != key and to in sketch.step_keys]


def _is_named(sketch: Sketch, key: str) -> bool:
    rule = rule_among([rule for _index, rule in sketch.acts], Action.HAND_OVER, key)
    return rule is not None and bool(rule.to)


def _row(sketch: Sketch, step: StepSketch) -> StepRow:
    titles = {each.key: each.title or each.key for each in sketch.steps}
    is_last = step.index == len(sketch.steps) - 1
    return StepRow(
        title=step.title or step.key,
        role=_role(step),
        office=OFFICES[Office(step.office)] if step.office in set(Office) else "–",
        time=_time(step),
        clock=CLOCKS[StepClock(step.clock)] if step.clock in set(StepClock) else "–",
        ways=() if is_last else tuple(titles[to] for to in _ways(sketch, step.key)),
    )


def _role(step: StepSketch) -> StrOrPromise:
    return Role(step.role).label if step.role in Role.values else _("chưa chọn vai trò")


def _time(step: StepSketch) -> str:
    return step.duration.limit.text() if step.duration is not None else str(_("chưa có thời gian"))


def _top(place: int) -> int:
    return GAP // 2 + place * (HEIGHT + GAP)


def _lines(text: str) -> Sequence[str]:
    """Return the text in at most two lines; what does not fit ends with an ellipsis."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1]}…"]


def spoken(drawing: Drawing) -> StrOrPromise:
    """Return the picture in one sentence, for its text alternative."""
    return format_lazy(
        _("Sơ đồ {count} bước: {steps}. Bảng dưới đây nêu đủ lối đi."),
        count=len(drawing.rows),
        steps=", ".join(row.title for row in drawing.rows),
    )
