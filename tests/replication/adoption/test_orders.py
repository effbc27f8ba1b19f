"""Who has been told to take a model over: a call, a line of an appendix, a requirement, each from its own day on."""

from datetime import timedelta

import pytest

from motcua.replication.adoption.orders import ordered_models
from motcua.replication.directives.models import DirectiveModel, DirectiveState
from motcua.replication.initiatives.models import InitiativeState
from tests.factories.directives import make_directive
from tests.factories.initiatives import NOW, District, make_district, make_initiative

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=30)


@pytest.fixture
def district() -> District:
    return make_district()


def test_a_call_of_the_register_tells_its_units_from_its_moment_on(district: District) -> None:
    model = make_initiative(origin=district.unit, state=InitiativeState.TO_REPLICATE, targets=(district.ward,))
    reach = [district.ward.pk, district.other.pk]
    assert ordered_models(reach, before=LATER)[model.pk] == {district.ward.pk}
    assert ordered_models([district.other.pk], before=LATER)[model.pk] == set()
    assert ordered_models(reach, before=NOW) == {}


@pytest.mark.parametrize("by", ["requirement", "line"])
def test_a_confirmed_directive_tells_its_units_from_its_day_on(district: District, by: str) -> None:
    model = make_initiative(origin=district.unit)
    directive = make_directive(issuer=district.unit, units=(district.ward,))
    if by == "requirement":
        directive.requirements.update(initiative=model)
    else:
        line = DirectiveModel.objects.create(directive=directive, initiative=model, position=1, text="Mô hình")
        line.takers.set([district.ward, district.other])
    reach = [district.ward.pk]
    assert ordered_models(reach, before=LATER) == {model.pk: {district.ward.pk}}
    day_before = NOW.replace(
        year=directive.issued_on.year, month=directive.issued_on.month, day=directive.issued_on.day
    )
    assert ordered_models(reach, before=day_before) == {}
    type(directive).objects.filter(pk=directive.pk).update(state=DirectiveState.PROPOSED, confirmed_at=None)
    assert ordered_models(reach, before=LATER) == {}
