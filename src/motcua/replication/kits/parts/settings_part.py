"""The settings of a service as two parts of a kit: those of the work, and the texts the public reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue, TypeAdapter

from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.models import RUNNING, Adoption
from motcua.replication.adoption.plans import Plan
from motcua.replication.adoption.settings_form import settings_named
from motcua.replication.kits.refusals import NotPlanned, Unreadable
from motcua.services.kits import KitLine, KitRefusal, KitTerms
from motcua.services.registry import read_settings, service

if TYPE_CHECKING:
    from motcua.foundation.audit.refusal import StrOrPromise

SETTINGS, TEXTS = "settings", "texts"
TITLES = {SETTINGS: _("Thiết lập"), TEXTS: _("Lời nhắn cho người dân")}
_VALUES: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


@dataclass(frozen=True)
class SettingsPart:
    """The settings of a service that belong to one part (`code`); they travel into the unit's adoption."""

    service: str
    code: str
    needs_decision: bool = False
    keeps_others: bool = False

    @property
    def title(self) -> StrOrPromise:
        """Return what the part is called."""
        return TITLES[self.code]

    def export(self, *, unit_id: int, day: date) -> JsonValue:
        """Return the settings of the unit's adoption; none without one."""
        del day
        adoption = adoption_of(self.service, unit_id)
        if adoption is None:
            return {}
        complete: dict[str, JsonValue] = read_settings(self.service, adoption.settings).model_dump(mode="json")
        return {name: value for name, value in complete.items() if part_of(self.service, name) == self.code}

    def lines(self, content: JsonValue) -> list[KitLine]:
        """Return each setting with its value; raise Unreadable for one that does not travel with this part."""
        given = _VALUES.validate_python(content)
        if any(part_of(self.service, name) != self.code for name in given):
            raise Unreadable
        named = settings_named(self.service, given)
        return [KitLine(name, label, word) for name, label, word in named if name in given]

    def take_over(self, content: JsonValue, *, unit_id: int, terms: KitTerms, now: datetime) -> list[KitRefusal]:
        """Put the settings into the adoption; going live, or running already, is the adoption's own matter."""
        adoption = adoption_of(self.service, unit_id)
        if adoption is None:
            raise NotPlanned
        settings = {**adoption.settings, **_VALUES.validate_python(content)}
        plan = Plan(adoption.owner_id, adoption.trial_on, adoption.live_on, settings)
        change_adoption(adoption_id=adoption.pk, plan=plan, by=terms.by, now=now)
        return []


def part_of(code: str, setting: str) -> str:
    """Return with which part of a kit a setting travels, as the service's schema says; "" for one it does not have."""
    known = service(code).settings_schema.model_json_schema().get("properties", {})
    return str(known[setting].get("kit", SETTINGS)) if setting in known else ""


def adoption_of(code: str, unit_id: int) -> Adoption | None:
    """Return the unit's adoption of the model that the service carries, a running one before a planned one."""
    running_first = Case(When(state__in=RUNNING, then=Value(0)), default=Value(1))
    open_ones = Adoption.objects.open().filter(unit=unit_id, initiative__service=code)
    return open_ones.select_related("initiative").order_by(running_first, "pk").first()
