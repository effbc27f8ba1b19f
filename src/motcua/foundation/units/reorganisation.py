"""What would a reorganisation do here? Read only: the dry run, and the list that the use case works off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Lineage, RoleAssignment, UnitVersion
from motcua.foundation.units.records import EdgeRecord, MoveRecord, Reorganisation, UnitRecord
from motcua.foundation.units.reference import reference_ids
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.successions import handovers


@dataclass(frozen=True)
class Ending:
    """A unit that ends: its name, who takes over, how many roles move, and how much open work by room."""

    reference: str
    name: str
    main_successor: str | None
    roles: int
    work: Mapping[str, int]


@dataclass(frozen=True)
class Preview:
    """What is still to be done of a plan; everything empty when it has been applied."""

    ends: tuple[Ending, ...]
    opens: tuple[UnitRecord, ...]
    moves: tuple[MoveRecord, ...]
    edges: tuple[EdgeRecord, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing left to do."""
        return not (self.ends or self.opens or self.moves or self.edges)


def preview_reorganisation(plan: Reorganisation) -> Preview:
    """Return what of the plan is still to be done. Raises UnitRefused when a unit it needs has never been entered."""
    ids = reference_ids()
    _refuse_missing(plan, ids)
    standing = {
        version.unit_id: version
        for version in UnitVersion.objects.on(plan.on - timedelta(days=1)).filter(unit__in=ids.values())
    }
    after = {version.unit_id: version for version in UnitVersion.objects.on(plan.on).filter(unit__in=ids.values())}
    to_end = [reference for reference in plan.ends if ids[reference] in standing and ids[reference] in after]
    linked = set(Lineage.objects.filter(on=plan.on).values_list("predecessor", "successor"))
    return Preview(
        ends=tuple(_endings(plan, to_end, ids, standing)),
        opens=tuple(record for record in plan.opens if record.reference not in ids),
        moves=tuple(move for move in plan.moves if _moves(move, ids, after)),
        edges=tuple(edge for edge in plan.edges if (ids.get(edge.predecessor), ids.get(edge.successor)) not in linked),
    )


def _endings(
    plan: Reorganisation, to_end: list[str], ids: Mapping[str, int], standing: Mapping[int, UnitVersion]
) -> list[Ending]:
    heirs = {edge.predecessor: edge.successor for edge in plan.edges if edge.is_main}
    ending_ids = [ids[reference] for reference in to_end]
    roles = dict(
        RoleAssignment.objects.filter(unit__in=ending_ids, ended_at__isnull=True)
        .exclude(valid__fully_lt=(plan.on, None))
        .values_list("unit")
        .annotate(Count("pk"))
    )
    return [
        Ending(
            reference=reference,
            name=standing[ids[reference]].name,
            main_successor=heirs.get(reference),
            roles=roles.get(ids[reference], 0),
            work={handover.code: handover.count(ids[reference]) for handover in handovers()},
        )
        for reference in to_end
    ]


def _moves(move: MoveRecord, ids: Mapping[str, int], after: Mapping[int, UnitVersion]) -> bool:
    version = after.get(ids[move.reference])
    return version is not None and version.parent_id != ids.get(move.parent)


def _refuse_missing(plan: Reorganisation, ids: Mapping[str, int]) -> None:
    opened = {record.reference for record in plan.opens}
    needed = {*plan.ends, *(move.reference for move in plan.moves), *(edge.predecessor for edge in plan.edges)}
    needed |= {record.parent for record in plan.opens if record.parent} | {move.parent for move in plan.moves}
    needed |= {edge.successor for edge in plan.edges}
    if needed - opened - ids.keys():
        raise UnitRefused(
            "units_missing", _("Chưa có đủ các cơ quan của phương án sắp xếp. Hãy nạp dữ liệu tham chiếu trước.")
        )
