"""Do the books of a day agree with the money? Pure sums: what was counted and told against what was booked.

Money: cash that a person counted, cash of rounds handed in, transfers that the bank's statement tells, orders that the
gateway confirmed. Books: payments of that day less what was given back in cash. Each difference is listed with its
amount, so that the list adds up to the difference of the day, and a day without a list ends at zero. What is open
without being a difference (a charge paid in part or twice, an order or refund without an answer) is listed beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Sums:
    """The sums of one channel, in đồng: what the outside tells, what was booked, and what was given back."""

    outside: int = 0
    booked: int = 0
    refunded: int = 0


@dataclass(frozen=True)
class Item:
    """A difference or an open matter: a stable key, its words, its amount in đồng, and how a person explains it."""

    key: str
    words: str
    amount: int
    explanation: str = ""


@dataclass(frozen=True)
class DayBooks:
    """One day of one unit. `counted` is None until a person has counted the till."""

    cash: Sums = field(default_factory=Sums)
    door: Sums = field(default_factory=Sums)
    transfer: Sums = field(default_factory=Sums)
    gateway: Sums = field(default_factory=Sums)
    counted: int | None = None
    differences: tuple[Item, ...] = ()
    matters: tuple[Item, ...] = ()
    refused_calls: int = 0

    @property
    def expected_cash(self) -> int:
        """Return what the till must hold more than in the morning: what was taken there, and handed in from rounds."""
        return self.cash.booked - self.cash.refunded + self.door.outside

    @property
    def has_rounds(self) -> bool:
        """Tell whether cash was taken at doors that day, or handed in."""
        return self.door != Sums()

    @property
    def difference(self) -> int:
        """Return money less books, in đồng."""
        cash = 0 if self.counted is None else self.counted - self.expected_cash
        told = (self.door, self.transfer, self.gateway)
        return cash + sum(sums.outside - sums.booked for sums in told)

    @property
    def is_even(self) -> bool:
        """Tell whether there is nothing to explain."""
        return not self.differences and self.difference == 0

    @property
    def unexplained(self) -> list[str]:
        """Return the keys of the differences that nobody has explained."""
        return [item.key for item in self.differences if not item.explanation.strip()]

    def as_json(self) -> dict[str, Any]:
        """Return plain values, as a closed day keeps them."""
        return {
            "cash": vars(self.cash),
            "door": vars(self.door),
            "transfer": vars(self.transfer),
            "gateway": vars(self.gateway),
            "counted": self.counted,
            "differences": [vars(item) for item in self.differences],
            "matters": [vars(item) for item in self.matters],
            "refused_calls": self.refused_calls,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> DayBooks:
        """Return the books of a closed day."""
        return cls(
            cash=Sums(**content["cash"]),
            door=Sums(**content.get("door", {})),  # days closed before cash was taken at doors
            transfer=Sums(**content["transfer"]),
            gateway=Sums(**content["gateway"]),
            counted=content["counted"],
            differences=tuple(Item(**item) for item in content["differences"]),
            matters=tuple(Item(**item) for item in content["matters"]),
            refused_calls=content["refused_calls"],
        )


CASH_KEY = "cash"


def with_count(books: DayBooks, *, counted: int, cash_words: str) -> DayBooks:
    """Return the books with the till counted; a till that is off is a difference of its own."""
    off = counted - books.expected_cash
    counts = (Item(CASH_KEY, cash_words, off),) if off else ()
    return replace(books, counted=counted, differences=(*counts, *books.differences))


def explained(books: DayBooks, explanations: Mapping[str, str]) -> DayBooks:
    """Return the books with what a person says about each difference; what is explained already stays."""
    told: Sequence[Item] = [
        replace(item, explanation=explanations.get(item.key, "").strip() or item.explanation)
        for item in books.differences
    ]
    return replace(books, differences=tuple(told))
