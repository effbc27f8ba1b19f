"""What does the law let the authority ask? Fees as dated rules, and one pure calculation in đồng.

Nothing here knows an amount: every rule is data with its document. A fee is asked for each piece (`each`), or for the
pages of one piece in tiers with a cap (`pages`): TT 226/2016/TT-BTC asks 2,000 đồng for each of the first two pages of
the original, 1,000 from the third on, 200,000 at most for one copy, and 10,000 for a paper with one or more signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, Self

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, model_validator

from motcua.foundation.forms.definition import Text
from motcua.foundation.payments.refusals import FeeRefused
from motcua.foundation.ui.citation import in_english

MOST_PIECES = 1000
MOST_PAGES = 5000
WHOLE = 100


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tier(_Frozen):
    """Pages up to `up_to` (none = all that follow) cost `amount` đồng each."""

    up_to: int | None = Field(default=None, ge=1)
    amount: int = Field(ge=0)


class Exemption(_Frozen):
    """Who pays less: by how many per cent, and the legal ground."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)
    label: Text
    percent: int = Field(default=WHOLE, ge=1, le=WHOLE)
    document: str = Field(min_length=1, max_length=300)
    article: str = Field(default="", max_length=200)
    verified: bool


class FeeRule(_Frozen):
    """One fee of one document on its days."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_.]*$", max_length=60)
    label: Text
    unit: Text
    kind: Literal["each", "pages"]
    amount: int = Field(default=0, ge=0)
    tiers: tuple[Tier, ...] = ()
    cap: int | None = Field(default=None, ge=1)
    document: str = Field(min_length=1, max_length=300)
    article: str = Field(default="", max_length=200)
    verified: bool
    valid_from: date
    valid_to: date | None = None
    exemptions: tuple[Exemption, ...] = ()

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        limits = [tier.up_to for tier in self.tiers]
        if self.kind == "pages":
            closed = [limit for limit in limits if limit is not None]
            if not limits or limits[-1] is not None or len(closed) != len(limits) - 1 or closed != sorted(set(closed)):
                raise ValueError("Tiers rise and the last one is open.")
        elif self.tiers or self.cap is not None:
            raise ValueError("Only a fee by pages has tiers and a cap.")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("The validity is empty.")
        return self


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: so many pieces of a fee, each of so many pages, with an exemption or none."""

    code: str
    count: int = 1
    pages: int = 0
    exemption: str = ""


class _Worded(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def ground_en(self) -> str: ...


class ReadHere:
    """What a line asks for and why less, as a page says it: computed or kept, a line reads the same."""

    @property
    def label_here(self: _Worded) -> str:
        """Return what is asked for, in the active language."""
        return Text(vi=self.label, en=self.label_en).here()

    @property
    def ground_here(self: _Worded) -> str:
        """Return why less is asked, in the active language; "" without a reduction."""
        return Text(vi=self.ground, en=self.ground_en).here() if self.ground else ""


@dataclass(frozen=True)
class Line(ReadHere):
    """One line of what is owed. `total` = quantity × amount - reduction, all in đồng.

    Papers are written in Vietnamese; `label_en` and `ground_en` are for whoever reads a page in English.
    """

    fee_code: str
    label: str
    unit: str
    quantity: int
    amount: int
    reduction: int
    ground: str
    document: str
    article: str
    verified: bool
    label_en: str = ""
    ground_en: str = ""

    @property
    def total(self) -> int:
        """Return what this line asks for."""
        return self.quantity * self.amount - self.reduction


def price_of(rule: FeeRule, pages: int) -> int:
    """Return the price of one piece in đồng."""
    if rule.kind == "each":
        return rule.amount
    price, counted = 0, 0
    for tier in rule.tiers:
        upper = pages if tier.up_to is None else min(pages, tier.up_to)
        price += max(0, upper - counted) * tier.amount
        counted = max(counted, upper)
    return price if rule.cap is None else min(price, rule.cap)


def compute(rules: Mapping[str, FeeRule], asked: Sequence[Asked]) -> tuple[Line, ...]:
    """Return the lines of what is owed by rules that are in force.

    A reduction is rounded in favour of whoever pays. Raises FeeRefused for a fee that is not in force, a number that is
    not positive, or an exemption that the rule does not know.
    """
    return tuple(_line(rules, one) for one in asked)


def total_of(lines: Iterable[Line]) -> int:
    """Return the sum of the lines in đồng."""
    return sum(line.total for line in lines)


def _line(rules: Mapping[str, FeeRule], asked: Asked) -> Line:
    rule = rules.get(asked.code)
    if rule is None:
        raise FeeRefused("no_fee", format_lazy(_("Không có mức thu {code} vào ngày này."), code=asked.code))
    if not 1 <= asked.count <= MOST_PIECES:
        raise FeeRefused("count", _("Số lượng phải từ 1 đến 1.000."))
    if rule.kind == "pages" and not 1 <= asked.pages <= MOST_PAGES:
        raise FeeRefused("pages", _("Số trang của bản chính phải từ 1 đến 5.000."))
    price = price_of(rule, asked.pages)
    relief = _relief(rule, asked.exemption)
    label = rule.label if rule.kind == "each" else _of_pages(rule.label, asked.pages)
    ground = _ground(relief) if relief else None
    return Line(
        fee_code=rule.code,
        label=label.vi,
        unit=rule.unit.vi,
        quantity=asked.count,
        amount=price,
        reduction=-(-price * asked.count * relief.percent // WHOLE) if relief else 0,
        ground=ground.vi if ground else "",
        document=rule.document,
        article=rule.article,
        verified=rule.verified and (relief is None or relief.verified),
        label_en=label.en,
        ground_en=ground.en if ground else "",
    )


def _of_pages(label: Text, pages: int) -> Text:
    return Text(
        vi=f"{label.vi} ({pages} trang)",
        en=f"{label.en} ({pages} {'page' if pages == 1 else 'pages'})" if label.en else "",
    )


def _relief(rule: FeeRule, key: str) -> Exemption | None:
    if not key:
        return None
    found = next((one for one in rule.exemptions if one.key == key), None)
    if found is None:
        raise FeeRefused("exemption", _("Mức thu này không có trường hợp miễn, giảm đã chọn."))
    return found


def _ground(relief: Exemption) -> Text:
    where = f"{relief.document}, {relief.article}" if relief.article else relief.document
    return Text(
        vi=f"{relief.label.vi} ({where})",
        en=f"{relief.label.en} ({in_english(where)})" if relief.label.en else "",
    )
