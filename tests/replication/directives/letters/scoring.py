"""How much of a letter did the reader find, and how much of what it found is right?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from motcua.foundation.ui.text import fold
from motcua.replication.directives.reader.proposal import Proposal, ReadModel
from motcua.replication.directives.reader.unit_names import words

KINDS = ("deadlines", "models", "requirements", "addressees", "units")
_ALIKE = 0.75  # of the words of the shorter title


@dataclass(frozen=True)
class Score:
    """What was there, what was found, and what of it is right."""

    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found; 1 when there is nothing."""
        return self.right / self.true if self.true else 1.0


def score(proposal: Proposal, truth: dict[str, Any]) -> dict[str, Score]:
    """Return for each of `KINDS` how the proposal compares with what a person reads."""
    return {
        "deadlines": _compared(_deadlines_read(proposal), _deadlines_true(truth)),
        "models": _models(proposal, truth),
        "requirements": _compared([one.number for one in proposal.requirements], _numbers(truth)),
        "addressees": _compared(_addressees_read(proposal), _addressees_true(truth)),
        "units": _units(proposal, truth),
    }


def summed(scores: Iterable[dict[str, Score]]) -> dict[str, Score]:
    """Return the scores of several letters together."""
    listed = list(scores)
    return {
        kind: Score(
            sum(one[kind].right for one in listed),
            sum(one[kind].found for one in listed),
            sum(one[kind].true for one in listed),
        )
        for kind in KINDS
    }


def _compared(found: Iterable[Hashable], true: Iterable[Hashable]) -> Score:
    first, second = set(found), set(true)
    return Score(len(first & second), len(first), len(second))


def _deadlines_read(proposal: Proposal) -> list[tuple[str, str, str]]:
    marks = []
    for one in proposal.requirements:
        marks += [(one.number, "from", str(one.starts_on))] if one.starts_on else []
        marks += [(one.number, "until", str(one.due_on))] if one.due_on else []
        marks += [(one.number, "each", str(one.repeats))] if one.repeats != "once" else []
    return marks


def _deadlines_true(truth: dict[str, Any]) -> list[tuple[str, str, str]]:
    marks = []
    for one in truth["requirements"]:
        for kind, key in (("from", "starts_on"), ("until", "due_on"), ("each", "repeats")):
            if one.get(key) and one[key] != "once":
                marks.append((one["number"], kind, str(one[key])))
    return marks


def _numbers(truth: dict[str, Any]) -> list[str]:
    return [one["number"] for one in truth["requirements"]]


def _addressees_read(proposal: Proposal) -> list[tuple[str, frozenset[str]]]:
    return [(fold(line.text), frozenset(line.units)) for line in proposal.recipients]


def _addressees_true(truth: dict[str, Any]) -> list[tuple[str, frozenset[str]]]:
    return [(fold(line["text"]), frozenset(line["units"])) for line in truth["recipients"]]


def _units(proposal: Proposal, truth: dict[str, Any]) -> Score:
    """Compare whom each requirement is for, where the letter says it."""
    said = {one["number"]: one["units"] for one in truth["requirements"] if one["units"] is not None}
    found = [(one.number, unit) for one in proposal.requirements if one.number in said for unit in one.units]
    return _compared(found, [(number, unit) for number, units in said.items() for unit in units])


def _models(proposal: Proposal, truth: dict[str, Any]) -> Score:
    """Count the models whose title, unit and takers are those of a model of the letter, each once."""
    left = list(truth["models"])
    for model in proposal.models:
        if same := next((one for one in left if _is_same(model, one)), None):
            left.remove(same)
    return Score(len(truth["models"]) - len(left), len(proposal.models), len(truth["models"]))


def _is_same(model: ReadModel, true: dict[str, Any]) -> bool:
    first, second = set(words(model.title)), set(words(true["title"]))
    alike = len(first & second) / max(1, min(len(first), len(second))) >= _ALIKE
    return alike and model.origin == true["origin"] and set(model.takers) == true["takers"]
