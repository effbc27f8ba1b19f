"""The register of services: who is there, which settings fit, and what a unit without a service answers."""

from datetime import datetime, timedelta

import pytest
from django.utils.translation import override
from pydantic import BaseModel, ConfigDict, Field

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.actions.switch_service import stop_service, switch_on_service
from motcua.services import registry
from motcua.services.registry import (
    AlreadyRegistered,
    Better,
    Measure,
    Service,
    ServiceNotAdopted,
    SettingsRefused,
    UnknownService,
)
from tests.factories.units import make_unit


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")
    seats: int = Field(default=2, ge=1)


LATE = Measure(code="late", name="Hồ sơ trễ hạn", unit="hồ sơ", meaning="Trả sau giờ hẹn", better=Better.LESS)


def _service(code: str = "queue", **changes: object) -> Service:
    facts: dict[str, object] = {"name": "Lấy số", "model": "R2", "url_prefix": "lay-so/", "measures": (LATE,)}
    return Service(code=code, **{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _only_the_services_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_services", {})


def test_services_are_listed_by_code() -> None:
    for code in ("survey", "queue"):
        registry.register(_service(code))

    assert [each.code for each in registry.all_services()] == ["queue", "survey"]
    assert registry.service("survey").measures == (LATE,)


def test_a_code_is_taken_once() -> None:
    registry.register(_service())

    with pytest.raises(AlreadyRegistered):
        registry.register(_service())


def test_two_measures_of_a_service_have_different_codes() -> None:
    with pytest.raises(AlreadyRegistered):
        registry.register(_service(measures=(LATE, LATE)))


def test_an_unknown_service_is_an_error() -> None:
    with pytest.raises(UnknownService):
        registry.service("nothing")


def test_settings_are_read_as_the_type_of_the_service() -> None:
    registry.register(_service(settings_schema=_Settings))

    assert registry.read_settings("queue", {"seats": 3}) == _Settings(seats=3)


@pytest.mark.parametrize(
    ("values", "faulty"), [({"seats": 0}, ["seats"]), ({"chairs": 1, "seats": "x"}, ["chairs", "seats"])]
)
def test_settings_that_do_not_fit_are_refused_by_name(values: dict[str, object], faulty: list[str]) -> None:
    registry.register(_service(settings_schema=_Settings))

    with pytest.raises(SettingsRefused) as refused:
        registry.read_settings("queue", values)  # type: ignore[arg-type]

    assert sorted(refused.value.faults) == faulty


@pytest.mark.django_db
def test_a_unit_that_adopted_the_service_gives_its_settings_until_it_stops(now: datetime) -> None:
    registry.register(_service(settings_schema=_Settings))
    unit, system = make_unit(), Actor.system()
    switch_on_service(unit_id=unit.pk, service="queue", settings={"seats": 4}, by=system, now=now)

    assert registry.require_live("queue", unit_id=unit.pk, now=now) == _Settings(seats=4)

    stop_service(unit_id=unit.pk, service="queue", by=system, now=now + timedelta(days=1))
    with pytest.raises(ServiceNotAdopted):
        registry.require_live("queue", unit_id=unit.pk, now=now + timedelta(days=1))


@pytest.mark.django_db
def test_a_unit_without_the_service_says_what_to_do(now: datetime) -> None:
    registry.register(_service())

    with pytest.raises(ServiceNotAdopted) as refused, override("vi"):
        registry.require_live("queue", unit_id=make_unit().pk, now=now)

    assert str(refused.value).startswith("Đơn vị này chưa triển khai dịch vụ “Lấy số”")
    assert refused.value.code == "service_not_adopted"
