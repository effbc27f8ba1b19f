"""What directives want a unit to reach, as a part of a kit that is told and never taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from motcua.replication.directives.models import DirectiveState, MeasureTarget
from motcua.services import registry
from motcua.services.kits import KitLine
from motcua.services.registry import UnknownMeasure


class Target(BaseModel):
    """A figure to reach each month."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: str = Field(max_length=60)
    value: int


_TARGETS: TypeAdapter[tuple[Target, ...]] = TypeAdapter(tuple[Target, ...])


@dataclass(frozen=True)
class TargetsPart:
    """The targets of a unit: whoever reads the kit sees them, but only a directive sets a target."""

    service: str
    code: str = "targets"
    needs_decision: bool = False
    keeps_others: bool = False

    @property
    def title(self) -> str:
        """Return what the part is called."""
        return str(gettext_lazy("Chỉ tiêu được giao"))

    def export(self, *, unit_id: int, day: date) -> JsonValue:
        """Return for each measure the highest target in force on `day`."""
        confirmed = {"directive__state": DirectiveState.CONFIRMED, "service": self.service, "units": unit_id}
        in_force = Q(directive__ended_on__isnull=True) | Q(directive__ended_on__gte=day)
        begun = MeasureTarget.objects.filter(in_force, **confirmed, from_day__lte=day)
        # of one directive the latest day holds; of several directives the highest
        latest = {(one.directive_id, one.measure): one.value for one in begun.order_by("from_day", "pk")}
        highest: dict[str, int] = {}
        for (_directive, measure), value in latest.items():
            highest[measure] = max(value, highest.get(measure, value))
        return [{"measure": measure, "value": value} for measure, value in sorted(highest.items())]

    def lines(self, content: JsonValue) -> list[KitLine]:
        """Return each measure with its target."""
        return [
            KitLine(one.measure, self._name(one.measure), _("%(value)s mỗi tháng") % {"value": one.value})
            for one in _TARGETS.validate_python(content)
        ]

    def _name(self, measure: str) -> str:
        try:
            return str(registry.service(self.service).figure(measure).name)
        except UnknownMeasure:
            return measure
