"""The way of a dossier as a picture drawn from the definition: a box a step, an arrow a way on or back. Pure."""

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
from motcua.services.onestop.procedure_acts import ways_among

BOX, HEIGHT, GAP, LEFT = 300, 76, 34, 8
LANE = 14  # how far apart the arrows run that leave the middle
MARGIN = 10  # of a box, where no arrow leaves or comes in
ENTRIES, STEP = 5, 12  # at how many heights ways back come in, and how far apart
LETTERS = 34  # of a line in a box
LINES = 2

Lane = list[tuple[int, list[int]]]


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
    """The whole picture with its table.

    `goes_back_freely`: somewhere the way back to the nearest step stands for those to all earlier ones.
    """

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[StepRow, ...]
    goes_back_freely: bool

    @property
    def goes_back(self) -> bool:
        """Tell whether a way leads back."""
        return any(arrow.is_back for arrow in self.arrows)


def drawing_of(sketch: Sketch) -> Drawing:
    """Return the picture of the steps as far as they are written."""
    steps = sketch.steps
    return Drawing(
        width=LEFT + BOX + (len(_lanes(sketch)) + 1) * LANE,
        height=len(steps) * (HEIGHT + GAP) + GAP,
        boxes=tuple(_box(place, step) for place, step in enumerate(steps)),
        arrows=tuple(_arrows(sketch)),
        rows=tuple(_row(sketch, step) for step in steps),
        goes_back_freely=any(_goes_back_freely(sketch, place) for place in range(2, len(steps) - 1)),
    )


def _box(place: int, step: StepSketch) -> Box:
    return Box(
        y=_top(place),
        lines=tuple(_lines(f"{place + 1}. {step.title or step.key}")),
        below=f"{_role(step)} · {_time(step)}",
        is_paused=step.clock != StepClock.RUNNING,
    )


def _arrows(sketch: Sketch) -> Iterator[Arrow]:
    """Yield the ways: to the next step straight down, past it or back in a lane beside the boxes."""
    for place in range(len(sketch.steps) - 1):
        if place + 1 in _ends(sketch, place):
            middle = LEFT + BOX // 2
            yield Arrow(f"M{middle} {_top(place) + HEIGHT}V{_top(place + 1) - 4}", is_back=False)
    for number, lane in enumerate(_lanes(sketch), start=1):
        yield from (_beside(place, end, number) for place, ends in lane for end in ends)


def _lanes(sketch: Sketch) -> list[Lane]:
    """Return what runs beside the boxes: in each lane a step with those it leads back to, or with those further on.

    Where no rule names the ways back, every earlier step is open: the way to the nearest stands for them all, and such
    ways share one lane.
    """
    freely: Lane = []
    lanes: list[Lane] = []
    for place in range(len(sketch.steps) - 1):
        ends = _ends(sketch, place)
        back = [end for end in ends if end < place]
        if _goes_back_freely(sketch, place):
            freely.append((place, back[-1:]))
        else:
            lanes.append([(place, back)])
        lanes.append([(place, [end for end in ends if end > place + 1])])
    return [lane for lane in (freely, *lanes) if any(ends for _place, ends in lane)]


def _goes_back_freely(sketch: Sketch, place: int) -> bool:
    """Tell whether a dossier at the step may be handed back to every earlier one."""
    return place > 0 and [end for end in _ends(sketch, place) if end < place] == [*range(place)]


def _beside(place: int, end: int, lane: int) -> Arrow:
    """Return an arrow in a lane. Ways back leave a box at its top, above where they come in: so they seldom cross."""
    is_back, edge = end < place, LEFT + BOX
    leaves, enters = (MARGIN, HEIGHT - MARGIN - lane % ENTRIES * STEP) if is_back else (HEIGHT - MARGIN, MARGIN)
    return Arrow(
        f"M{edge} {_top(place) + leaves}H{edge + lane * LANE}V{_top(end) + enters}H{edge + 4}",
        is_back=is_back,
    )


def _ends(sketch: Sketch, place: int) -> list[int]:
    """Return the places of the steps that a dossier goes to from the one at `place`."""
    keys = sketch.step_keys
    return [keys.index(to) for to in _ways(sketch, keys[place])]


def _ways(sketch: Sketch, key: str) -> list[str]:
    keys = sketch.step_keys
    rules = [rule for _index, rule in sketch.acts]
    handed = [to for to in ways_among(keys, rules, key) if to != key and to in keys]
    return [*handed, keys[-1]] if len(keys) > 1 and key == keys[-2] else handed


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
