"""Which fee holds where and when."""

from datetime import date

import pytest

from motcua.foundation.payments.actions.publish_fee import publish_fee
from motcua.foundation.payments.fee_tables import fees_on, load_fees, shipped
from motcua.foundation.payments.fees import FeeRule
from motcua.foundation.payments.models import FeeVersion
from motcua.foundation.payments.refusals import FeeRefused
from motcua.foundation.units.models import Level, Role
from motcua.foundation.units.refusals import NotAllowed
from tests.factories.payments import NOW, SYSTEM
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db
CODE = "civil_status.change"
DAY = NOW.date()


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_fees(NOW)


def rule(amount: int, *, since: str = "2019-01-01", until: str | None = None) -> FeeRule:
    found = next(one for one in shipped() if one.code == CODE).model_dump(mode="json")
    changes = {"amount": amount, "valid_from": since, "valid_to": until, "document": "Nghị quyết 1/NQ-HĐND"}
    return FeeRule.model_validate(found | changes)


def amount(unit_id: int, day: date = DAY) -> int:
    return fees_on(day, unit_id=unit_id, codes=[CODE])[CODE].amount


def test_loading_again_changes_nothing() -> None:
    assert load_fees(NOW) == 0
    assert FeeVersion.objects.count() == len(shipped())


def test_the_common_fee_holds_where_nobody_decided_otherwise() -> None:
    assert amount(make_unit().pk) == 15_000


def test_a_unit_goes_before_the_unit_above_and_that_before_the_common_fee() -> None:
    district = make_unit(level=Level.DISTRICT)
    ward, other = make_unit(parent=district), make_unit(parent=district)
    publish_fee(unit_id=district.pk, rule=rule(12_000), by=SYSTEM, now=NOW)
    publish_fee(unit_id=ward.pk, rule=rule(9_000), by=SYSTEM, now=NOW)
    assert (amount(ward.pk), amount(other.pk), amount(make_unit().pk)) == (9_000, 12_000, 15_000)


def test_a_fee_holds_from_its_first_day_until_before_its_last() -> None:
    ward = make_unit()
    publish_fee(unit_id=ward.pk, rule=rule(9_000, since="2019-04-08", until="2019-05-01"), by=SYSTEM, now=NOW)
    days = [date(2019, 4, 7), date(2019, 4, 8), date(2019, 4, 30), date(2019, 5, 1)]
    assert [amount(ward.pk, day) for day in days] == [15_000, 9_000, 9_000, 15_000]


def test_the_latest_version_of_a_unit_holds() -> None:
    ward = make_unit()
    publish_fee(unit_id=ward.pk, rule=rule(9_000), by=SYSTEM, now=NOW)
    publish_fee(unit_id=ward.pk, rule=rule(8_000, since="2019-04-01"), by=SYSTEM, now=NOW)
    assert amount(ward.pk) == 8_000


def test_two_versions_of_one_day_are_refused() -> None:
    ward = make_unit()
    publish_fee(unit_id=ward.pk, rule=rule(9_000), by=SYSTEM, now=NOW)
    with pytest.raises(FeeRefused) as refused:
        publish_fee(unit_id=ward.pk, rule=rule(8_000), by=SYSTEM, now=NOW)
    assert refused.value.code == "fee_exists"
    assert amount(ward.pk) == 9_000


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_of_the_unit_publishes(role: Role) -> None:
    ward = make_unit()
    with pytest.raises(NotAllowed):
        publish_fee(unit_id=ward.pk, rule=rule(1), by=make_staff(role=role, unit=ward), now=NOW)
    with pytest.raises(NotAllowed):
        publish_fee(unit_id=ward.pk, rule=rule(1), by=make_staff(role=Role.ADMINISTRATOR), now=NOW)
