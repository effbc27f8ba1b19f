"""What services there are: each one registers itself, the rest of the platform reads them here.

A service is a reform model as working software; a unit adopts it with its own settings (`replication.adoption`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff
from motcua.foundation.units.services import ServiceNotLive, live_settings
from motcua.foundation.worktime.rules import Limit
from motcua.services.kits import KitSource


class Better(StrEnum):
    """Which way a measure improves."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True)
class Measure:
    """A figure a service yields for each unit and day: its name, what it counts in, what it means."""

    code: str
    name: StrOrPromise
    unit: StrOrPromise
    meaning: StrOrPromise
    better: Better


class Shown(StrEnum):
    """How a ratio is written."""

    PERCENT = "percent"
    WORKING_DAYS = "working_days"  # working minutes for each thing counted, written as working days


@dataclass(frozen=True)
class Ratio:
    """One measure of a service divided by another of it. It is computed when it is shown, never stored."""

    code: str
    name: StrOrPromise
    meaning: StrOrPromise
    better: Better
    of: str
    per: str
    shown: Shown = Shown.PERCENT


class Counted(NamedTuple):
    """A figure as counted: what a unit did on a Vietnamese day. Nothing done is no figure."""

    unit_id: int
    day: date
    measure: str
    value: int


@dataclass(frozen=True)
class Touched:
    """What was recorded after a position: for which units and days figures may differ now, and the new position."""

    days: frozenset[tuple[int, date]]
    position: Mapping[str, JsonValue]


class MeasureSource(Protocol):
    """How a service counts its measures. Every answer takes a fixed number of queries."""

    def counts(self, unit_ids: Collection[int] | None, first: date, last: date) -> Iterable[Counted]:
        """Return every figure but zeros of the units (None: of all) for the days from `first` to `last`, included."""

    def touched(self, position: Mapping[str, JsonValue]) -> Touched:
        """Return what was recorded after `position` ({}: from the beginning), however long ago it happened.

        A position is the service's own: the order in which things were recorded, such as the last number of an
        append-only table. Whoever is still writing when it is read may record before it; that is why the reader
        overlaps.
        """


class RowsAddress(Protocol):
    """Where the service shows what a figure counts."""

    def __call__(self, *, roles: RoleSet, unit_id: int, measure: str, first: date, last: date) -> str:
        """Return the address of the rows behind a figure, "" when these roles may not read them."""


@dataclass(frozen=True)
class LimitedProcedure:
    """A procedure of a service and its limits of a day: that of the law, and the shorter ones promised.

    `promised` maps a unit's id to its promise, None to that of every unit. `steps` are (key, title) in order.
    `deciding` are the units whose work the limit is about.
    """

    code: str
    title: str
    law: Limit
    law_source: str
    law_verified: bool
    promised: Mapping[int | None, Limit]
    promise_source: str
    steps: tuple[tuple[str, str], ...]
    deciding: frozenset[int]


@dataclass(frozen=True)
class Handled:
    """One matter of a procedure: which limit its handling needed, in the unit of the law's limit, pauses left out.

    Not finished: `needed` is the least it will have needed. `steps` are the working minutes in each step.
    """

    procedure: str
    unit_id: int
    needed: int
    is_finished: bool
    steps: tuple[tuple[str, int], ...]


class LimitSource(Protocol):
    """The time limits of a service, how long its matters took, and how it takes a shorter promise on."""

    def procedures(self, unit_ids: Collection[int], *, day: date) -> tuple[LimitedProcedure, ...]:
        """Return the procedures that the units decide on `day`, by title. A fixed number of queries."""

    def handled(
        self,
        procedures: Collection[str],
        unit_ids: Collection[int],
        *,
        first: date,
        last: date,
        most: int,
        now: datetime,
    ) -> tuple[Handled, ...]:
        """Return the latest matters, at most `most` of each procedure, that were accepted in the span of days.

        Only those whose limit by law has ended by `now`, so that quick ones do not count before slow ones. Withdrawn
        and stopped ones are left out, and those whose clock stands still. A fixed number of queries.
        """

    def commit(
        self, *, procedure: str, unit_id: int, limit: Limit, document: str, from_day: date, by: Staff, now: datetime
    ) -> None:
        """Make `limit` the promise of the unit from a day on; raise Refused when it may not be."""


class OnStopped(Protocol):
    """How a service tells those who use it at a unit that the unit has stopped it."""

    def __call__(self, *, unit_id: int, reason: str, by: Actor, now: datetime) -> None:
        """Arrange it inside the caller's transaction; what takes long is left to a job."""


class NoSettings(BaseModel):
    """The settings of a service that has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Service:
    """One service: `model` is the code of the reform model it carries out (such as "R2"), `url_prefix` its address.

    `settings_schema` is a pydantic model; its fields are what a unit sets when it adopts the model, each with a
    Vietnamese `title` and `description`; its extra "kit" is "texts", or "own" for one that stays at home. `on_stopped`
    tells users when a unit stops the service. What moves when a unit ends: `foundation.units.successions`.
    """

    code: str
    name: StrOrPromise
    model: str
    url_prefix: str
    settings_schema: type[BaseModel] = NoSettings
    measures: tuple[Measure, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    source: MeasureSource | None = None
    rows_address: RowsAddress | None = None
    limits: LimitSource | None = None
    on_stopped: OnStopped | None = None
    kit: KitSource | None = None

    @property
    def figures(self) -> tuple[Measure | Ratio, ...]:
        """Return everything that can be shown: the measures, then the ratios."""
        return (*self.measures, *self.ratios)

    def figure(self, code: str) -> Measure | Ratio:
        """Return the measure or ratio `code`; raise UnknownMeasure."""
        for figure in self.figures:
            if figure.code == code:
                return figure
        raise UnknownMeasure(code)


class UnknownService(LookupError):
    """No service has this code."""


class UnknownMeasure(LookupError):
    """The service has no measure or ratio of this code, or a ratio divides by one."""


class AlreadyRegistered(ValueError):
    """Two services have the same code, or two measures of a service."""


class SettingsRefused(Refused):
    """The settings do not fit the service; `faults` maps the name of a setting to what is wrong with it."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(
            "service_settings", _("Thiết lập của dịch vụ chưa đúng. Hãy sửa các mục được nêu rồi lưu lại.")
        )
        self.faults = dict(faults)


class ServiceNotAdopted(Refused):
    """The unit does not run the service: pages answer 404 with this sentence, which says what to do instead."""

    def __init__(self, service: Service) -> None:
        super().__init__(
            "service_not_adopted",
            format_lazy(
                _(
                    "Đơn vị này chưa triển khai dịch vụ “{service}” trên hệ thống. Hãy liên hệ trực tiếp bộ phận một "
                    "cửa của đơn vị, hoặc chọn đơn vị khác đã triển khai."
                ),
                service=service.name,
            ),
        )
        self.service = service


_services: dict[str, Service] = {}


def register(service: Service) -> Service:
    """Add a service and return it; called once from its room's `apps.py`.

    Raises AlreadyRegistered, and UnknownMeasure for a ratio of something that is not counted.
    """
    counted = {measure.code for measure in service.measures}
    codes = [figure.code for figure in service.figures]
    if service.code in _services or len(codes) != len(set(codes)):
        raise AlreadyRegistered(service.code)
    for ratio in service.ratios:
        if not {ratio.of, ratio.per} <= counted:
            raise UnknownMeasure(ratio.code)
    _services[service.code] = service
    return service


def service(code: str) -> Service:
    """Return the service `code`; raise UnknownService."""
    try:
        return _services[code]
    except KeyError as unknown:
        raise UnknownService(code) from unknown


def all_services() -> tuple[Service, ...]:
    """Return every service, by code."""
    return tuple(_services[code] for code in sorted(_services))


def read_settings(code: str, values: Mapping[str, JsonValue]) -> BaseModel:
    """Return the settings of a service as its own type; raise SettingsRefused naming each fault."""
    try:
        return service(code).settings_schema.model_validate(dict(values))
    except ValidationError as fault:
        raise SettingsRefused(
            {".".join(str(part) for part in error["loc"]) or "*": error["msg"] for error in fault.errors()}
        ) from fault


def require_live(code: str, *, unit_id: int, now: datetime) -> BaseModel:
    """Return the unit's settings of a service it runs at `now`; raise ServiceNotAdopted. One query."""
    try:
        values = live_settings(unit_id, code, now)
    except ServiceNotLive as refusal:
        raise ServiceNotAdopted(service(code)) from refusal
    return read_settings(code, values)
