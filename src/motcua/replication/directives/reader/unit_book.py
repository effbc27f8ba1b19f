"""Which units does a phrase mean? Names and groups, seen from the authority that wrote the letter. Never guesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from motcua.foundation.units.models import Kind, Level
from motcua.replication.directives.reader.groups import Group, group_of
from motcua.replication.directives.reader.unit_names import Words, body_words, words

_SEPARATOR = re.compile(r"\s*(?:[;,/]|\bvà\b)\s*")
_BRACKET = re.compile(r"\(([^()]*)\)")
_MOST_PARTS = 14
_LONGEST_NAME = 7  # a name with commas and "và" has at most this many parts


@dataclass(frozen=True)
class KnownUnit:
    """A unit as it stands on the day of the letter, by a key of the caller's."""

    key: str
    name: str
    short_name: str
    kind: Kind
    level: Level
    parent: str | None

    @cached_property
    def words(self) -> Words:
        """Return the words of its name."""
        return words(self.name)

    @cached_property
    def place(self) -> Words:
        """Return the words of the place it governs, for an authority."""
        return words(self.short_name)


@dataclass(frozen=True)
class Match:
    """What a phrase means: the units, whether these are all, what of it was not understood, and who is everybody.

    `is_everybody`: all to whom the letter speaks. `is_group`: not each was named.
    """

    units: tuple[str, ...] = ()
    is_complete: bool = True
    unknown: tuple[str, ...] = ()
    is_everybody: bool = False
    is_group: bool = False

    @property
    def is_understood(self) -> bool:
        """Tell whether every part of the phrase was understood."""
        return not self.unknown and (bool(self.units) or self.is_everybody)


class UnitBook:
    """The units that stand on the day of a letter, as its issuer calls them."""

    def __init__(self, units: Iterable[KnownUnit], issuer: str | None = None) -> None:
        self.units = {unit.key: unit for unit in units}
        self.issuer = issuer
        self._known: dict[str, Match | None] = {}  # the same words are looked up again and again
        self._circles = [self._names_in(authority) for authority in self._authorities(issuer)]
        self._circles.append(self._index((unit, (unit.words, unit.place)) for unit in self.units.values()))

    def match(self, text: str) -> Match:
        """Return what a phrase means as a whole, or part by part."""
        plain = text.strip(" .;:,-–")
        whole = self._whole(plain)
        if whole is not None:
            return whole
        inside = [found for part in _BRACKET.findall(plain) if (found := self._whole(part))]
        outside = self._in_parts(_BRACKET.sub(" ", plain))
        return _joined([outside, *inside]) if inside else outside

    def one(self, text: str) -> str | None:
        """Return the one unit that a phrase means, the lowest when it also names those above it."""
        found = self.match(text)
        if found.is_group or not found.units:
            return None
        lowest = [key for key in found.units if not any(self.is_above(key, other) for other in found.units)]
        named = not found.unknown or bool(_BRACKET.search(text))
        return lowest[0] if len(lowest) == 1 and named else None

    def _whole(self, text: str) -> Match | None:
        if text not in self._known:
            self._known[text] = self._looked_up(text)
        return self._known[text]

    def _looked_up(self, text: str) -> Match | None:
        named = self._named(body_words(text)) or self._named(words(text))
        if named is not None:
            return Match((named,))
        group = group_of(" ".join(body_words(text)))
        return self._members(group) if group else None

    def _in_parts(self, text: str) -> Match:
        cuts = [0, *(match.end() for match in _SEPARATOR.finditer(text)), len(text)]
        ends = [*(match.start() for match in _SEPARATOR.finditer(text)), len(text)]
        if len(ends) > _MOST_PARTS:
            return Match(is_complete=False, unknown=(text.strip(),))
        found: list[Match] = []
        at = 0
        while at < len(ends):
            at = self._longest_from(text, cuts, ends, at, found)
        return _joined(found)

    def _longest_from(self, text: str, cuts: Sequence[int], ends: Sequence[int], at: int, found: list[Match]) -> int:
        """Add what the longest known name from part `at` on means; return the part after it."""
        for last in range(min(len(ends), at + _LONGEST_NAME) - 1, at - 1, -1):
            if known := self._whole(text[cuts[at] : ends[last]]):
                found.append(known)
                return last + 1
        if part := text[cuts[at] : ends[at]].strip(" .-–"):
            found.append(Match(is_complete=False, unknown=(part,)))
        return at + 1

    def _named(self, name: Words) -> str | None:
        for circle in self._circles:
            keys = circle.get(name, set())
            if len(keys) == 1:
                return next(iter(keys))
            if keys:
                return None
        return None

    def _members(self, group: Group) -> Match:
        """Return the units of a group; a stated number that is not theirs makes it incomplete."""
        if group.is_everybody:
            return Match(is_everybody=True, is_group=True)
        chosen = [
            unit.key
            for authority in self._authorities(self.issuer)
            if (place := self.units[authority]).level == group.level
            for unit in self.units.values()
            if group.takes(unit.kind, unit.level, unit.words) and self._belongs(unit, place, direct=group.is_direct)
        ]
        is_whole = not group.is_open and (group.count is None or group.count == len(chosen))
        return Match(tuple(chosen), is_whole and bool(chosen), () if chosen else (group.text,), is_group=True)

    def _authorities(self, issuer: str | None) -> list[str]:
        """Return the authority that speaks and those above it, the nearest first."""
        chain: list[str] = []
        step = issuer
        while step is not None and step in self.units and step not in chain:
            chain.append(step)
            step = self.units[step].parent
        return [key for key in chain if self.units[key].kind == Kind.AUTHORITY]

    def _names_in(self, authority: str) -> dict[Words, set[str]]:
        place = self.units[authority]
        return self._index(
            (unit, _forms(unit, place)) for unit in self.units.values() if self._is_called_from(unit, place)
        )

    def _is_called_from(self, unit: KnownUnit, place: KnownUnit) -> bool:
        near = unit.level == place.level or (unit.kind == Kind.AUTHORITY and unit.parent == place.key)
        if place.level == Level.DISTRICT:
            near = unit.level in {Level.DISTRICT, Level.COMMUNE}
        return near and self._belongs(unit, place, direct=False)

    def _belongs(self, unit: KnownUnit, place: KnownUnit, *, direct: bool) -> bool:
        """Tell whether a unit is the authority's own: itself, under it, or named after its place."""
        if unit.key == place.key:
            return not direct
        if direct:
            return unit.parent == place.key
        if self.is_above(place.key, unit.key):
            return True
        bare = place.place[len(_kind_of(place.place)) :]
        return unit.level == place.level and bool(bare) and unit.words[-len(bare) :] == bare

    def is_above(self, upper: str, lower: str) -> bool:
        """Tell whether the unit `lower` lies somewhere under `upper`."""
        step = self.units[lower].parent
        while step is not None and step in self.units:
            if step == upper:
                return True
            step = self.units[step].parent
        return False

    @staticmethod
    def _index(named: Iterable[tuple[KnownUnit, Iterable[Words]]]) -> dict[Words, set[str]]:
        index: dict[Words, set[str]] = {}
        for unit, forms in named:
            for form in forms:
                if form:
                    index.setdefault(form, set()).add(unit.key)
        return index


def _forms(unit: KnownUnit, place: KnownUnit) -> set[Words]:
    """Return the ways in which people of a place write a unit of theirs: with the place, its kind, or neither."""
    kind_of_place = _kind_of(place.place)
    forms: set[Words] = set()
    for name in (unit.words, unit.place):
        stem = name
        for tail in (place.place, place.place[len(kind_of_place) :], kind_of_place):
            if len(stem) > len(tail) + 1 and stem[-len(tail) :] == tail:
                stem = stem[: -len(tail)]
                break
        forms |= {name, stem, stem + kind_of_place, stem + place.place}
    if unit.kind == Kind.AUTHORITY:
        forms.discard(("uy", "ban", "nhan", "dan"))
    return forms


def _kind_of(place: Words) -> Words:
    """Return the words that say what kind of place it is: quận, phường, thành phố."""
    return place[: 2 if place[:2] == ("thanh", "pho") else 1]


def _joined(found: Sequence[Match]) -> Match:
    return Match(
        tuple(dict.fromkeys(key for match in found for key in match.units)),
        all(match.is_complete for match in found),
        tuple(part for match in found for part in match.unknown),
        any(match.is_everybody for match in found),
        any(match.is_group for match in found),
    )
