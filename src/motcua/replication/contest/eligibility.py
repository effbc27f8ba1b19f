"""Who may enter? Findings about an entry, each a sentence; the organiser decides and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise


@dataclass(frozen=True)
class Person:
    """An author: name and birthday."""

    name: str
    born_on: date


@dataclass(frozen=True)
class AgeRule:
    """How old authors may be: at most `limit` full years on `day`; None = any age."""

    limit: int | None
    day: date


def age_on(born_on: date, day: date) -> int:
    """Return full years of age on a day; who was born on 29 February has the birthday on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def findings(authors: Sequence[Person], rule: AgeRule) -> list[StrOrPromise]:
    """Return what speaks against an entry; empty when nothing does."""
    found: list[StrOrPromise] = []
    if not authors:
        found.append(_("Bài dự thi chưa có tác giả."))
    for author in authors:
        age = age_on(author.born_on, rule.day)
        if author.born_on >= rule.day:
            found.append(format_lazy(_("Ngày sinh của {name} không hợp lệ."), name=author.name))
        elif rule.limit is not None and age > rule.limit:
            found.append(
                format_lazy(
                    _("{name} {age} tuổi vào ngày tính tuổi, quá giới hạn {limit} tuổi."),
                    name=author.name,
                    age=age,
                    limit=rule.limit,
                )
            )
    return found
