"""A condition of several parts, as it is edited: a tree that gives back what it was read from. Pure.

A draft may hold anything where a condition belongs. What is no group and no negation is a leaf, whatever it says: it is
kept as it stands until somebody changes or removes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

Joint = Literal["all", "any"]
Place = tuple[int, ...]
JOINTS: Final[tuple[Joint, ...]] = ("all", "any")
MOST_LEVELS: Final = 2  # of groups that the editor adds; what comes from a file may lie deeper
OTHER: Final[dict[Joint, Joint]] = {"all": "any", "any": "all"}


@dataclass(frozen=True)
class Tree:
    """A group (`joint`) with its parts, or a leaf. `negations`: how many "not" stand before it."""

    joint: Joint | None = None
    parts: tuple[Tree, ...] = ()
    leaf: Any = None
    negations: int = 0

    @property
    def is_negated(self) -> bool:
        """Tell whether it must not hold: every second negation takes the one before it back."""
        return self.negations % 2 == 1

    def json(self) -> Any:  # noqa: ANN401 - anything may stand in a draft
        """Return it as the document says it."""
        said = {self.joint: [part.json() for part in self.parts]} if self.joint else self.leaf
        for _negation in range(self.negations):
            said = {"not": said}
        return said


NOTHING: Final = Tree(leaf={})


def tree_of(said: object) -> Tree | None:
    """Return the tree of what stands in a draft, None for no condition at all."""
    return None if said is None else _read(said)


def _read(said: object) -> Tree:
    if not isinstance(said, dict) or len(said) != 1:
        return Tree(leaf=said)
    ((name, inner),) = said.items()
    if name == "not":
        tree = _read(inner)
        return replace(tree, negations=tree.negations + 1)
    if name in JOINTS and isinstance(inner, list) and inner:
        return Tree(joint=name, parts=tuple(_read(part) for part in inner))
    return Tree(leaf=said)


def walk(tree: Tree, place: Place = ()) -> Iterator[tuple[Place, Tree]]:
    """Yield every group and leaf with its place, a group before its parts."""
    yield place, tree
    for number, part in enumerate(tree.parts):
        yield from walk(part, (*place, number))


def changed(tree: Tree, place: Place, change: Callable[[Tree], Tree | None]) -> Tree | None:
    """Return the tree with one of its parts changed, or removed where `change` gives None.

    A group that loses a part and keeps one becomes that part, and one that loses its last goes as well. Raises
    IndexError for a place that is not there.
    """
    if not place:
        return change(tree)
    part = changed(tree.parts[place[0]], place[1:], change)
    kept = (*tree.parts[: place[0]], *([part] if part is not None else []), *tree.parts[place[0] + 1 :])
    if part is not None or len(kept) > 1:
        return replace(tree, parts=kept)
    return replace(kept[0], negations=tree.negations + kept[0].negations) if kept else None


def with_part(tree: Tree | None, place: Place) -> Tree | None:
    """Return the tree with an empty part at the end of the group at `place`; a single leaf becomes a group of two."""
    return _with(tree, place, NOTHING)


def with_group(tree: Tree | None, place: Place) -> Tree | None:
    """Return the tree with a group of two empty parts at the end of the group at `place`, joined the other way."""
    joint: Joint = "any" if tree is None or not tree.joint else _joint_inside(tree, place)
    return _with(tree, place, Tree(joint=joint, parts=(NOTHING, NOTHING)))


def without(tree: Tree | None, place: Place) -> Tree | None:
    """Return the tree without the group or leaf at `place`."""
    return None if tree is None else changed(tree, place, lambda _part: None)


def _joint_inside(tree: Tree, place: Place) -> Joint:
    for number in place:
        tree = tree.parts[number]
    return OTHER[tree.joint or "all"]


def _with(tree: Tree | None, place: Place, new: Tree) -> Tree | None:
    if tree is None:
        return new

    def grown(group: Tree) -> Tree:
        if group.joint is None:
            return Tree(joint="all", parts=(group, new))
        return replace(group, parts=(*group.parts, new))

    return changed(tree, place, grown)
