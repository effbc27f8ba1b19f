"""Two hands at once: one plan, one going live, one service."""

import pytest

from motcua.foundation.units.models import UnitService
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.plans import Plan
from tests.factories.adoption import make_adoption, model_of
from tests.factories.initiatives import NOW, make_district
from tests.hands import at_once

HANDS = 6

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_model_goes_live_once_however_many_press_the_button() -> None:
    district = make_district()
    adoption = make_adoption(unit=district.ward, owner=district.leader)
    done = at_once(lambda: go_live(adoption_id=adoption.pk, by=district.leader, now=NOW, expected_version=1), HANDS)
    assert done == ["", *["changed_meanwhile"] * (HANDS - 1)]
    assert UnitService.objects.count() == 1
    assert adoption.events.filter(kind="go_live").count() == 1


def test_a_model_is_planned_once_however_many_plan_it() -> None:
    district = make_district()
    model = model_of("onestop", origin=district.other)
    plan = Plan(district.leader.pk)
    done = at_once(
        lambda: plan_adoption(initiative_id=model.pk, unit_id=district.ward.pk, plan=plan, by=district.leader, now=NOW),
        HANDS,
    )
    assert done == ["", *["adopted_already"] * (HANDS - 1)]
    assert Adoption.objects.count() == 1
