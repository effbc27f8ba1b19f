"""Targets: set by the coordinator of the directive's issuer, counted by the platform, reached or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.comparison.actions.set_target import set_target
from motcua.replication.comparison.queries.targets import targets_of
from motcua.replication.comparison.refusals import TargetRefused
from motcua.replication.directives.models import Directive, DirectiveState, MeasureTarget
from tests.factories.onestop import NOW
from tests.factories.units import make_staff
from tests.replication.comparison.conftest import TODAY, District, count, make_district


def directive(district: District, state: DirectiveState = DirectiveState.CONFIRMED) -> Directive:
    return Directive.objects.create(
        number="554/UBND-CCHC",
        issued_on=date(2019, 4, 9),
        issuer=district.unit,
        subject="Nhân rộng mô hình",
        state=state,
        confirmed_at=NOW if state is DirectiveState.CONFIRMED else None,
    )


def given(district: District, **changes: Any) -> dict[str, Any]:
    facts = {
        "service": "onestop",
        "measure": "filed_online",
        "value": 10,
        "from_day": date(2019, 3, 1),
        "unit_ids": [ward.pk for ward in district.wards],
        "by": district.coordinator,
        "now": NOW,
    }
    return facts | changes


def test_a_unit_reached_its_target_when_the_last_whole_month_did(district: District) -> None:
    set_target(directive_id=directive(district).pk, **given(district))
    for ward, march in zip(district.wards, (10, 9, 0), strict=True):
        if march:
            count(ward, date(2019, 3, 5), filed_online=march - 1)
            count(ward, date(2019, 3, 31), filed_online=1)
    count(district.wards[2], date(2019, 4, 1), filed_online=99)
    (view,) = targets_of([ward.pk for ward in district.wards], today=TODAY)
    assert [(unit.last_month, unit.this_month, unit.is_reached) for unit in view.units] == [
        (10, 0, True),
        (9, 0, False),
        (0, 99, False),
    ]
    assert view.reached == 1
    assert AuditEntry.objects.filter(action="comparison.set_target").count() == 1


def test_a_target_is_not_judged_by_a_month_before_it_began(district: District) -> None:
    set_target(directive_id=directive(district).pk, **given(district, from_day=date(2019, 4, 10)))
    (view,) = targets_of([district.wards[0].pk], today=TODAY)
    assert [unit.is_reached for unit in view.units] == [None]


def test_a_ceiling_is_kept_by_staying_below(district: District) -> None:
    set_target(directive_id=directive(district).pk, **given(district, measure="finished_late", value=2))
    count(district.wards[0], date(2019, 3, 5), finished_late=3)
    (view,) = targets_of([ward.pk for ward in district.wards], today=TODAY)
    assert [unit.is_reached for unit in view.units] == [False, True, True]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"measure": "in_time_share"}, "ratio"), ({"unit_ids": []}, "no_units")],
)
def test_what_nobody_can_be_held_to_is_refused(district: District, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(TargetRefused) as refusal:
        set_target(directive_id=directive(district).pk, **given(district, **changes))
    assert refusal.value.code == code
    assert not MeasureTarget.objects.exists()


def test_one_target_a_measure_and_day_and_only_of_a_confirmed_directive(district: District) -> None:
    letter = directive(district)
    set_target(directive_id=letter.pk, **given(district))
    with pytest.raises(TargetRefused, match="đúng ngày"):
        set_target(directive_id=letter.pk, **given(district, value=11))
    Directive.objects.update(state=DirectiveState.PROPOSED, confirmed_at=None)
    with pytest.raises(TargetRefused, match="chưa được xác nhận"):
        set_target(directive_id=letter.pk, **given(district, from_day=date(2019, 5, 1)))


def test_only_a_coordinator_of_the_issuer_and_of_every_unit_sets_it(district: District) -> None:
    letter = directive(district)
    foreign = make_district(1)
    for by, units in (
        (foreign.coordinator, [foreign.wards[0].pk]),
        (make_staff(role=Role.LEADER, unit=district.unit), [district.wards[0].pk]),
        (district.coordinator, [district.wards[0].pk, foreign.wards[0].pk]),
    ):
        with pytest.raises(NotAllowed):
            set_target(directive_id=letter.pk, **given(district, by=by, unit_ids=units))


def test_the_page_sets_it_and_shows_it(district: District) -> None:
    letter = directive(district)
    client = district.browser()
    path = reverse("comparison:set_target")
    assert "554/UBND-CCHC" in client.get(path).content.decode()
    typed = {"directive": letter.pk, "measure": "onestop:filed_online", "value": 10, "from_day": "2019-03-01"}
    assert client.post(path, typed).status_code == 422
    assert client.post(path, typed | {"units": [district.wards[0].pk]}).status_code == 302
    shown = client.get(reverse("comparison:targets")).content.decode()
    assert "Hồ sơ nộp trực tuyến: ít nhất 10 mỗi tháng" in shown
    assert "Chưa đạt" in shown
    assert "Phường Số 2" not in shown


@pytest.mark.parametrize("number", [1, 3])
def test_targets_take_as_many_queries_for_one_unit_as_for_three(district: District, number: int) -> None:
    place = make_district(number)
    set_target(directive_id=directive(place).pk, **given(place))
    with CaptureQueriesContext(connection) as counted:
        targets_of([ward.pk for ward in place.wards], today=TODAY)
    assert len(counted) == 4
