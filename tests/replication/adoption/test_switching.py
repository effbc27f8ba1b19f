"""Going live switches the service on and nothing else does; stopping keeps everything."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from pydantic import JsonValue

from motcua.foundation.units.models import UnitService
from motcua.foundation.units.services import live_settings, service_is_live
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.actions.start_trial import start_trial
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Adoption, AdoptionEvent
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.plans import Plan
from motcua.replication.adoption.refusals import AdoptedAlready, AdoptionRefused, Conflict
from motcua.replication.initiatives.content import Content
from motcua.services.registry import SettingsRefused
from tests.factories.adoption import make_adoption, model_of
from tests.factories.initiatives import NOW, SYSTEM, District, make_district, make_initiative
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db

SETTINGS: dict[str, JsonValue] = {
    "files_online": False,
    "is_remote": False,
    "delivers_home": False,
    "contact_phone": "028 3844 1234",
    "notice": "",
}
LATER = NOW + timedelta(days=10)


@pytest.fixture
def district() -> District:
    return make_district()


def is_live(adoption: Adoption, now: Any = LATER) -> bool:
    return service_is_live(adoption.unit_id, "onestop", now)


def test_the_service_runs_from_the_moment_of_going_live_with_the_settings_of_the_plan(district: District) -> None:
    adoption = make_adoption(unit=district.ward, owner=district.leader, settings=SETTINGS)
    start_trial(adoption_id=adoption.pk, by=district.leader, now=NOW)
    assert not is_live(adoption)
    go_live(adoption_id=adoption.pk, by=district.leader, now=NOW)
    assert live_settings(district.ward.pk, "onestop", NOW) == SETTINGS
    assert not service_is_live(district.other.pk, "onestop", LATER)
    adoption.refresh_from_db()
    assert (adoption.trial_at, adoption.live_at) == (NOW, NOW)


def test_stopping_ends_the_service_and_the_model_can_be_planned_again(district: District) -> None:
    adoption = make_adoption(unit=district.ward, state=State.LIVE)
    stop_adoption(adoption_id=adoption.pk, reason="Sửa chữa trụ sở.", by=district.leader, now=LATER)
    assert (is_live(adoption, NOW), is_live(adoption)) == (True, False)
    again = make_adoption(unit=district.ward, initiative=adoption.initiative, state=State.LIVE, now=LATER)
    assert (again.pk != adoption.pk, is_live(adoption)) == (True, True)


def test_stopping_a_plan_stops_nothing(district: District) -> None:
    adoption = make_adoption(unit=district.ward, state=State.TRIAL)
    stop_adoption(adoption_id=adoption.pk, reason="Chưa đủ điều kiện.", by=district.leader, now=LATER)
    assert not UnitService.objects.exists()


def test_a_model_without_a_service_goes_live_by_people_alone(district: District) -> None:
    adoption = make_adoption(unit=district.ward, initiative=make_initiative(origin=district.other), state=State.LIVE)
    assert not UnitService.objects.exists()
    stop_adoption(adoption_id=adoption.pk, reason="Hết kinh phí.", by=district.leader, now=LATER)


def test_a_unit_adopts_a_model_once_at_a_time(district: District) -> None:
    adoption = make_adoption(unit=district.ward)
    with pytest.raises(AdoptedAlready):
        make_adoption(unit=district.ward, initiative=adoption.initiative)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(
            initiative=adoption.initiative, unit=district.ward, owner=adoption.owner, planned_at=NOW
        )


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"files_online": "perhaps"}, "files_online"),
        ({"contact_phone": "gọi cô Hoa"}, "contact_phone"),
        ({"x": 1}, "x"),
    ],
)
def test_settings_that_the_service_does_not_know_are_refused(
    district: District, settings: dict[str, Any], fault: str
) -> None:
    with pytest.raises(SettingsRefused) as refused:
        make_adoption(unit=district.ward, settings=settings)
    assert list(refused.value.faults) == [fault]
    assert not Adoption.objects.exists()


def test_what_a_plan_cannot_say_is_refused_by_the_name_of_the_field(district: District) -> None:
    model = model_of("onestop", origin=district.other)
    stranger = make_staff(unit=district.other)
    gone = make_staff(unit=district.ward, is_active=False)
    faults = []
    for plan in (
        Plan(stranger.pk),
        Plan(gone.pk),
        Plan(district.leader.pk, trial_on=LATER.date(), live_on=NOW.date()),
    ):
        with pytest.raises(AdoptionRefused) as refused:
            plan_adoption(initiative_id=model.pk, unit_id=district.ward.pk, plan=plan, by=SYSTEM, now=NOW)
        faults.append(refused.value.code)
    assert faults == ["owner", "owner", "live_on"]


def test_new_settings_of_a_running_adoption_hold_at_once_and_those_before_can_be_read_back(district: District) -> None:
    adoption = make_adoption(unit=district.ward, owner=district.leader, state=State.LIVE)
    plan = Plan(district.leader.pk, settings=SETTINGS)
    change_adoption(adoption_id=adoption.pk, plan=plan, by=district.leader, now=LATER)
    assert live_settings(district.ward.pk, "onestop", NOW)["files_online"] is True
    assert live_settings(district.ward.pk, "onestop", LATER) == SETTINGS


def test_a_change_of_a_plan_switches_nothing_on(district: District) -> None:
    adoption = make_adoption(unit=district.ward, owner=district.leader, state=State.TRIAL)
    change_adoption(
        adoption_id=adoption.pk, plan=Plan(district.leader.pk, settings=SETTINGS), by=district.leader, now=NOW
    )
    assert not UnitService.objects.exists()


def test_two_models_on_one_service_share_its_settings_and_the_last_one_stops_it(district: District) -> None:
    first = make_adoption(unit=district.ward, owner=district.leader, state=State.LIVE)
    helping = make_initiative(origin=district.other, content=Content(title="Hướng dẫn thao tác", service="onestop"))
    second = make_adoption(
        unit=district.ward, initiative=helping, owner=district.leader, settings=SETTINGS, state=State.LIVE, now=LATER
    )
    first.refresh_from_db()
    assert first.settings == SETTINGS == live_settings(district.ward.pk, "onestop", LATER)
    stop_adoption(adoption_id=first.pk, reason="Thôi.", by=district.leader, now=LATER)
    assert is_live(second)
    stop_adoption(adoption_id=second.pk, reason="Thôi.", by=district.leader, now=LATER)
    assert not is_live(second)


def test_the_second_of_two_editors_sees_what_the_first_changed_and_overwrites_nothing(district: District) -> None:
    adoption = make_adoption(unit=district.ward, owner=district.leader)
    seen = adoption.version
    change_adoption(
        adoption_id=adoption.pk, plan=Plan(district.leader.pk, live_on=LATER.date()), by=district.leader, now=NOW
    )
    with pytest.raises(Conflict) as conflict:
        change_adoption(
            adoption_id=adoption.pk,
            plan=Plan(district.leader.pk),
            by=district.coordinator,
            now=NOW,
            expected_version=seen,
        )
    assert conflict.value.events[0].payload["changes"] == {"live_on": [None, "2019-04-18"]}
    adoption.refresh_from_db()
    assert adoption.live_on == LATER.date()


def test_history_cannot_be_rewritten(district: District) -> None:
    make_adoption(unit=district.ward)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        AdoptionEvent.objects.update(reason="khác")


def test_the_words_of_a_stop_are_needed(district: District) -> None:
    adoption = make_adoption(unit=district.ward, state=State.LIVE)
    with pytest.raises(AdoptionRefused):
        stop_adoption(adoption_id=adoption.pk, reason="  ", by=district.leader, now=NOW)
    assert is_live(adoption)


def test_adoptions_pass_to_the_successor_as_they_stood(district: District) -> None:
    from motcua.replication.adoption.handover import HANDOVER  # noqa: PLC0415

    new = make_unit(parent=district.unit)
    live = make_adoption(unit=district.ward, state=State.LIVE)
    plan = make_adoption(unit=district.other, initiative=live.initiative)
    moved = [
        HANDOVER.move(from_unit=unit.pk, to_unit=new.pk, on=LATER.date(), by=SYSTEM, now=LATER)
        for unit in (district.ward, district.other, district.ward)
    ]
    assert moved == [1, 1, 0]
    taken = Adoption.objects.get(unit=new)
    assert (taken.state, taken.live_at, taken.initiative) == (State.LIVE, NOW, live.initiative)
    assert {one.state for one in Adoption.objects.filter(pk__in=(live.pk, plan.pk))} == {State.STOPPED}
    assert HANDOVER.count(new.pk) == 1
