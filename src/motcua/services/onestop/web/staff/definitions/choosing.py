"""Which of the dossiers under way go on under a version: the groups of the dry run, and what was ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.http import Http404

from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.services.onestop.designing.dry_run import Verdict
from motcua.services.onestop.queries.dry_run import DryRow

MOST_ROWS = 300  # a group's rows with a box of their own; a form has at most a thousand fields
LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Group:
    """The dossiers of one verdict: how many, those shown one by one, and the ids of the `more` that are not."""

    verdict: Verdict
    count: int
    rows: Sequence[DryRow]
    more: int
    rest: str


class Chosen(TypedDict):
    """The ids that were ticked: those that may move anyhow, and those that somebody has looked at."""

    agreed: list[int]
    looked_at: list[int]


def groups_of(rows: Sequence[DryRow]) -> list[Group]:
    """Return the rows of a dry run by their verdict."""
    return [_group(verdict, rows) for verdict in Verdict]


def chosen_in(request: StaffRequest) -> Chosen:
    """Return what was ticked; raise Http404 for what is no number."""
    return {"agreed": _numbers(request, "dossier"), "looked_at": _numbers(request, "looked_at")}


def sent_in(request: StaffRequest) -> frozenset[str] | None:
    """Return what was ticked, so that a refusal does not tick anew what somebody left out; None at first."""
    if request.method != "POST":
        return None
    return frozenset([*request.POST.getlist("dossier"), *request.POST.getlist("looked_at")])


def number_in(word: str) -> int:
    """Return the number that was sent; raise Http404 for what is none."""
    if not (word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER):
        raise Http404
    return int(word)


def _group(verdict: Verdict, rows: Sequence[DryRow]) -> Group:
    mine = [row for row in rows if row.finding.verdict is verdict]
    rest = ",".join(str(row.dossier.pk) for row in mine[MOST_ROWS:])
    return Group(verdict, len(mine), mine[:MOST_ROWS], len(mine[MOST_ROWS:]), rest)


def _numbers(request: StaffRequest, name: str) -> list[int]:
    """Return the ids that were ticked: one a box, and those of the last box of a long group with commas."""
    return [number_in(word) for words in request.POST.getlist(name) for word in words.split(",")]
