"""Which unit stood where with which model at a moment? Read from the events, so that a later change changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.models import UnitService
from motcua.replication.adoption.models import RUNNING, Adoption, AdoptionEvent, AdoptionState
from motcua.replication.initiatives.models import Initiative
from motcua.replication.reporting.content import Cell, Figure, Table
from motcua.replication.reporting.fill.counts import counts

MISSING = "missing"
WORDS: Mapping[str, StrOrPromise] = {
    "running": _("Đang áp dụng"),
    AdoptionState.TRIAL.value: _("Áp dụng thử"),
    AdoptionState.PLANNED.value: _("Lập kế hoạch"),
    AdoptionState.STOPPED.value: _("Đã dừng"),
    MISSING: _("Chưa bắt đầu"),
}


@dataclass(frozen=True)
class Standing:
    """Where a unit stood with a model: the state and since when, and the adoption that says so."""

    adoption_id: int
    unit_id: int
    initiative: Initiative
    state: AdoptionState
    since: datetime

    @property
    def word(self) -> str:
        """Return where it counts: a model that was assessed is still in use."""
        return "running" if self.state in RUNNING else self.state.value


def standings(unit_ids: Collection[int], *, at: datetime) -> list[Standing]:
    """Return where the units stood before the moment `at`, by model. One query."""
    last = (
        AdoptionEvent.objects.filter(adoption__unit__in=unit_ids, at__lt=at)
        .select_related("adoption__initiative")
        .order_by("adoption", "-seq")
        .distinct("adoption")
    )
    found = [
        Standing(
            event.adoption_id,
            event.adoption.unit_id,
            event.adoption.initiative,
            AdoptionState(event.to_state),
            event.at,
        )
        for event in last
    ]
    return sorted(found, key=lambda one: (one.initiative.code, one.unit_id))


def unrecorded(unit_ids: Collection[int], *, at: datetime) -> set[tuple[int, str]]:
    """Return unit and service where a service runs at `at` and no adoption that runs says so. Two queries."""
    live = set(UnitService.objects.live(at).filter(unit__in=unit_ids).values_list("unit", "service"))
    running = Adoption.objects.running().filter(unit__in=unit_ids).exclude(initiative__service="")
    return live - set(running.values_list("unit", "initiative__service"))


def own_models(found: Collection[Standing], ordered: dict[int, set[int]], missing: Iterable[Initiative]) -> Table:
    """Return the table of one unit's models: those it has begun, and those ordered that it has not."""
    rows: list[tuple[Cell, ...]] = [
        (
            f"{one.initiative.code}. {one.initiative.title}",
            str(one.state.label),
            date_vn(one.since),
            "Có" if one.unit_id in ordered.get(one.initiative.pk, set()) else "Tự áp dụng",
        )
        for one in found
    ]
    not_begun = [(f"{one.code}. {one.title}", str(WORDS[MISSING]), "", "Có") for one in missing]
    words = [*(one.word for one in found), *(MISSING for _one in not_begun)]
    columns = ("Mô hình", "Tình trạng", "Từ ngày", "Được chỉ đạo áp dụng")
    counted = counts("own_models", WORDS, words)
    return Table("own_models", "Tình hình áp dụng mô hình", columns, (*rows, *not_begun), counts=counted)


def models_by_state(
    found: Iterable[Standing], ordered: dict[int, set[int]], initiatives: Iterable[Initiative]
) -> Table:
    """Return the table of an authority: for each model how many units must, run, try, plan, and have not begun."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    begun: dict[int, set[int]] = defaultdict(set)
    for one in found:
        counted[one.initiative.pk][one.word] += 1
        if one.state is not AdoptionState.STOPPED:
            begun[one.initiative.pk].add(one.unit_id)
    rows: list[tuple[Cell, ...]] = []
    for model in initiatives:
        must = ordered.get(model.pk, set())
        values = {**counted[model.pk], MISSING: len(must - begun[model.pk])}
        cells = [Figure(values.get(word, 0), f"models:{model.pk}:{word}") for word in WORDS]
        rows.append((f"{model.code}. {model.title}", Figure(len(must), f"models:{model.pk}:must"), *cells))
    columns = ("Mô hình", "Đơn vị phải áp dụng", *map(str, WORDS.values()))
    return Table("models", "Số đơn vị theo mô hình", columns, tuple(rows))
