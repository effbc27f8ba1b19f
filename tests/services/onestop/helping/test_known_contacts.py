"""A telephone or an e-mail that is known to be somebody else's is not taken as the citizen's."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.actions.record_person import record_person
from motcua.foundation.people.models import PersonKind
from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.units.models import Role
from motcua.services.onestop.helping.actions.add_member import add_member
from motcua.services.onestop.helping.known_contacts import SHARED_BY
from motcua.services.onestop.models import HelpedFiling
from tests.factories.helping import FIRST_DAY, PHONE, Helpers, make_filing
from tests.factories.onestop import NOW, SYSTEM
from tests.factories.units import make_staff

OWN = "0987654321"
NUMBERS = [f"07919005432{number}" for number in range(1, 8)]


def refused(helpers: Helpers, **changes: Any) -> str:
    before = HelpedFiling.objects.count()
    with pytest.raises(Refused) as refusal:
        make_filing(helpers, **changes)
    assert HelpedFiling.objects.count() == before
    return refusal.value.code


def test_the_number_of_a_member_of_any_team_is_refused(helpers: Helpers) -> None:
    member = make_staff(role=Role.VOLUNTEER, unit=helpers.office.unit)
    add_member(
        team_id=helpers.team.pk,
        staff_id=member.pk,
        first_day=FIRST_DAY,
        phone="098 765 4321",
        by=helpers.office.leader,
        now=NOW,
    )
    assert refused(helpers, phone=OWN) == "helpers_phone"
    assert make_filing(helpers, phone=PHONE).phone == PHONE


def test_a_number_given_under_the_helpers_own_name_is_refused(helpers: Helpers) -> None:
    record_person(
        kind=PersonKind.CITIZEN,
        full_name=helpers.helper.full_name.upper(),
        identity_kind=IdentityKind.CCCD,
        identity_number="079190000123",
        birth_date=None,
        sex=None,
        phone=OWN,
        email="",
        address=None,
        unit_id=helpers.office.unit.pk,
        by=SYSTEM,
        now=NOW,
    )
    assert refused(helpers, phone=OWN) == "helpers_phone"
    # a citizen of that very name may have it
    assert make_filing(helpers, phone=OWN, full_name=helpers.helper.full_name).phone == OWN


@pytest.mark.parametrize("contact", [{"phone": OWN}, {"email": "Chung@vidu.vn"}])
def test_one_contact_is_not_everybodys(helpers: Helpers, contact: dict[str, Any]) -> None:
    for number in NUMBERS[:SHARED_BY]:
        make_filing(helpers, identity_number=number, **contact)
    # whoever gave it before may go on giving it
    make_filing(helpers, identity_number=NUMBERS[0], **contact)
    assert refused(helpers, identity_number=NUMBERS[5], **contact) == "contact_of_many"
    later = make_filing(helpers, identity_number=NUMBERS[5], now=NOW + timedelta(days=366), **contact)
    assert later.consented_at is not None
