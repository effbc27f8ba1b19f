"""Who uses a model: the room above this one, which knows the adoptions, tells it here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.audit.refusal import StrOrPromise


@dataclass(frozen=True)
class Use:
    """That a unit takes a model over: where it stands, and since when it is in use (None: not yet)."""

    unit_id: int
    unit_name: str
    state: str
    state_label: StrOrPromise
    is_running: bool
    live_at: datetime | None
    adoption_id: int


@dataclass(frozen=True)
class UsageSource:
    """What the room above tells: the open adoptions of models (ids) with the names of units on a day.

    `plan_page` and `adoption_page` name the addresses where a model (code) is planned and an adoption (id) is shown.
    """

    uses: Callable[[Collection[int], date], Mapping[int, Sequence[Use]]]
    plan_page: str
    adoption_page: str


_sources: list[UsageSource] = []


def register_usage(source: UsageSource) -> None:
    """Name who tells; called once from the room's `apps.py`."""
    _sources[:] = [source]


def usage_source() -> UsageSource:
    """Return who tells."""
    return _sources[0]


def usage_of(initiative_ids: Collection[int], day: date) -> dict[int, Sequence[Use]]:
    """Return for each model the units that have taken it over or plan to, by name. A fixed number of queries."""
    told = usage_source().uses(initiative_ids, day)
    return {initiative_id: told.get(initiative_id, ()) for initiative_id in initiative_ids}
