"""Help for an organisation or a household business: whoever represents it agrees, and it applies."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.models import PersonKind
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.helping.actions.destroy_consent import destroy_consent
from motcua.services.onestop.helping.actions.submit_filing import submit_filing
from motcua.services.onestop.models import ConsentWay, HelpedFiling
from tests.factories.helping import NAME, NUMBER, PHONE, Helpers, fill_in, make_filing, make_helpers
from tests.factories.onestop import NOW, make_document, make_office
from tests.factories.units import sign_in

SHOP, TAX = "Hộ kinh doanh Cô Ánh", "0100047516"
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def shops(db: None) -> Helpers:
    """A team whose office receives a procedure of household businesses."""
    form = make_document().form.model_dump(mode="json", exclude_defaults=True)
    number = next(asked for asked in form["sections"][0]["fields"] if asked["key"] == "identity_number")
    number["type"] = "tax_code"
    return make_helpers(make_office(form=form))


def begun(shops: Helpers, **changes: Any) -> HelpedFiling:
    return make_filing(shops, **({"organisation": SHOP, "tax_code": TAX} | changes))


def test_the_business_applies_and_its_owner_agreed(shops: Helpers) -> None:
    helped = begun(shops)
    draft = helped.draft
    assert draft is not None
    assert (draft.answers["full_name"], draft.answers["identity_number"]) == (SHOP, TAX)
    fill_in(helped, full_name=SHOP, identity_number=TAX)
    dossier = submit_filing(filing_id=helped.pk, by=shops.helper, now=LATER)
    assert (dossier.applicant.kind, dossier.applicant.full_name) == (PersonKind.ORGANISATION, SHOP)
    helped.refresh_from_db()
    assert (helped.full_name, helped.identity_number, helped.organisation) == (NAME, NUMBER, SHOP)


@pytest.mark.parametrize("answers", [{"full_name": "Hộ kinh doanh Khác"}, {"identity_number": "0300588569"}])
def test_another_business_than_the_one_agreed_to_is_refused(shops: Helpers, answers: dict[str, str]) -> None:
    helped = begun(shops)
    typed: dict[str, Any] = {"full_name": SHOP, "identity_number": TAX} | answers
    fill_in(helped, **typed)
    with pytest.raises(Refused) as refusal:
        submit_filing(filing_id=helped.pk, by=shops.helper, now=LATER)
    assert refusal.value.code == "another_person"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"organisation": "", "tax_code": ""}, "no_organisation"),
        ({"organisation": ""}, "half_organisation"),
        ({"tax_code": ""}, "half_organisation"),
        ({"tax_code": "0100047517"}, "mst_check"),
    ],
)
def test_name_and_tax_code_are_asked_for_at_the_beginning(shops: Helpers, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        begun(shops, **given)
    assert (refusal.value.code, HelpedFiling.objects.exists()) == (code, False)


def test_where_a_person_applies_no_organisation_does(helpers: Helpers) -> None:
    with pytest.raises(Refused) as refusal:
        make_filing(helpers, organisation=SHOP, tax_code=TAX)
    assert refusal.value.code == "people_only"


def test_what_was_agreed_for_whom_stays_and_goes_with_the_consent(shops: Helpers) -> None:
    waiting = begun(shops, way=ConsentWay.CODE)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpedFiling.objects.filter(pk=waiting.pk).update(tax_code="")
    helped = begun(shops)
    with pytest.raises(ProgrammingError), transaction.atomic():
        HelpedFiling.objects.filter(pk=helped.pk).update(organisation="Khác")
    fill_in(helped, full_name=SHOP, identity_number=TAX)
    dossier = submit_filing(filing_id=helped.pk, by=shops.helper, now=LATER)
    withdraw_dossier(dossier_id=dossier.pk, by=shops.office.receptionist, now=LATER)
    assert destroy_consent(record_id=str(dossier.pk), by=shops.office.leader, now=LATER)
    helped.refresh_from_db()
    assert (helped.organisation, helped.tax_code) == ("", "")


def test_the_page_asks_for_it_and_reads_its_own_words_out(shops: Helpers, monkeypatch: pytest.MonkeyPatch) -> None:
    moment: datetime = LATER
    monkeypatch.setattr(clock, "now", lambda: moment)
    phone = sign_in(Client(), shops.helper)
    address = reverse("helping:begin", args=[shops.office.slug])
    assert "hộ kinh doanh tôi đại diện" in phone.get(address).content.decode()
    form = {
        "capacity": f"to-{shops.team.pk}",
        "unit": shops.office.unit.pk,
        "full_name": NAME,
        "identity_number": NUMBER,
        "organisation": "",
        "tax_code": TAX,
        "phone": PHONE,
        "relation": "duty",
        "way": "witness",
        "witness": "Bà Tổ Trưởng",
        "was_read": "on",
    }
    refused = phone.post(address, form)
    assert (refused.status_code, "Chưa nhập tên tổ chức" in refused.content.decode()) == (400, True)
    there = phone.post(address, form | {"organisation": SHOP}).headers["Location"]
    assert f"Đang nộp giúp cho {SHOP} ({NAME})" in phone.get(there).content.decode()
