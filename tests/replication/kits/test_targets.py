"""What directives want of the exporting unit is told with the kit, and never taken over."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from motcua.foundation.units.models import Unit
from motcua.foundation.worktime import clock
from motcua.replication.directives.models import Directive, DirectiveState, MeasureTarget
from motcua.replication.kits.actions.take_over_kit import take_over_kit
from motcua.replication.kits.packing import unpack
from tests.factories.kits import Wards, choice, exported, make_wards, received
from tests.factories.onestop import NOW
from tests.factories.units import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> Wards:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_wards()


def ask(unit: Unit, value: int, first: date, *, by: Directive) -> None:
    target = MeasureTarget.objects.create(
        directive=by, service="onestop", measure="filed_online", value=value, from_day=first
    )
    target.units.add(unit)


def directive(issuer: Unit, number: str, state: DirectiveState = DirectiveState.CONFIRMED) -> Directive:
    return Directive.objects.create(
        number=number,
        issued_on=date(2019, 1, 9),
        issuer=issuer,
        subject="Nhân rộng mô hình",
        state=state,
        confirmed_at=NOW if state is DirectiveState.CONFIRMED else None,
    )


def test_of_one_directive_the_latest_target_counts_and_of_several_the_highest(wards: Wards) -> None:
    first, second = directive(wards.district, "554/UBND-CCHC"), directive(wards.district, "9/UBND-CCHC")
    ask(wards.good, 90, date(2019, 1, 1), by=first)
    ask(wards.good, 40, date(2019, 3, 1), by=first)
    ask(wards.good, 50, date(2019, 2, 1), by=second)
    ask(wards.good, 70, date(2020, 1, 1), by=second)
    ask(wards.good, 99, date(2019, 1, 1), by=directive(wards.district, "10/UBND", DirectiveState.PROPOSED))
    ended = directive(wards.district, "7/UBND-CCHC")
    ended.ended_on, ended.ended_reason = date(2019, 4, 7), "Thay bằng văn bản khác."
    ended.save()
    ask(wards.good, 98, date(2019, 1, 1), by=ended)
    ask(wards.learner, 60, date(2019, 1, 1), by=directive(wards.district, "8/UBND-CCHC"))
    assert unpack(exported(wards)).parts["targets"] == [{"measure": "filed_online", "value": 50}]


def test_the_learner_sees_the_target_and_does_not_get_it(wards: Wards) -> None:
    ask(wards.good, 50, date(2019, 2, 1), by=directive(wards.district, "554/UBND-CCHC"))
    kit = received(wards)
    page = sign_in(Client(), wards.leader).get(f"/can-bo/nhan-rong/bo-ap-dung/{kit.pk}/").content.decode()
    assert ("50 mỗi tháng" in page, "chỉ tiêu do văn bản chỉ đạo giao" in page) == (True, True)
    take_over_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW)
    assert not MeasureTarget.objects.filter(units=wards.learner).exists()
