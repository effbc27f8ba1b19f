"""What a unit decides when it takes a model over: who is in charge, by when, with which settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from motcua.foundation.units.models import Staff
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.refusals import AdoptionRefused
from motcua.replication.initiatives.models import Initiative
from motcua.services.registry import read_settings

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LABELS: Mapping[str, str | _StrPromise] = {
    "owner": _("Người phụ trách"),
    "trial_on": _("Ngày dự kiến áp dụng thử"),
    "live_on": _("Ngày dự kiến áp dụng chính thức"),
    "settings": _("Thiết lập dịch vụ"),
}


@dataclass(frozen=True)
class Plan:
    """Who is in charge (a member of the unit's staff), the planned days, and the settings of the service."""

    owner_id: int
    trial_on: date | None = None
    live_on: date | None = None
    settings: Mapping[str, JsonValue] = field(default_factory=dict)


def check(plan: Plan, *, initiative: Initiative, unit_id: int) -> dict[str, Any]:
    """Return the fields of the row that the plan sets, the settings complete and as the service reads them.

    Raises AdoptionRefused whose code is the field that is wrong, SettingsRefused.
    """
    if not Staff.objects.working().in_units([unit_id]).filter(pk=plan.owner_id).exists():
        raise AdoptionRefused("owner", _("Người phụ trách phải là người đang công tác tại đơn vị. Hãy chọn lại."))
    if plan.trial_on and plan.live_on and plan.live_on < plan.trial_on:
        raise AdoptionRefused("live_on", _("Ngày áp dụng chính thức không được trước ngày áp dụng thử."))
    return {
        "owner_id": plan.owner_id,
        "trial_on": plan.trial_on,
        "live_on": plan.live_on,
        "settings": _settings(initiative, plan.settings),
    }


def _settings(initiative: Initiative, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    if not initiative.service:
        if values:
            raise AdoptionRefused("settings", _("Mô hình này không có dịch vụ trên hệ thống nên không có thiết lập."))
        return {}
    read: dict[str, JsonValue] = read_settings(initiative.service, values).model_dump(mode="json")
    return read


def changes(adoption: Adoption, sets: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return for each field that `sets` changes what it was and what it is, as plain values people can read."""
    return {
        name.removesuffix("_id"): [_plain(name, getattr(adoption, name)), _plain(name, value)]
        for name, value in sets.items()
        if getattr(adoption, name) != value
    }


def _plain(name: str, value: Any) -> object:  # noqa: ANN401 - a field of any type
    if name == "owner_id":
        return Staff.objects.values_list("full_name", flat=True).get(pk=value)
    return value.isoformat() if isinstance(value, date) else value
