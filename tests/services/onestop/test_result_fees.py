"""The fee in the book of a result is what the dossier was charged, also when that happens after the signing."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.payments import jobs
from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.fees import Asked
from motcua.foundation.payments.models import Charge
from motcua.foundation.registers.actions.enter_in_book import enter_in_book
from motcua.foundation.registers.models import Book, BookEntry
from motcua.foundation.registers.queries import corrections_of, line_of
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.charge_dossier import charge_dossier
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.models import Dossier, Outcome, ResultEntry
from tests.factories.onestop import NOW, Office, at_decision, make_office
from tests.factories.units import make_role, make_unit
from tests.services.onestop.test_charges import FEE
from tests.services.onestop.test_result_books import RESULT

pytestmark = pytest.mark.django_db
SIGNED, AFTER = NOW + timedelta(hours=3), NOW + timedelta(hours=4)


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def certifying() -> Office:
    return make_office(fee=FEE, result=RESULT | {"book": {"code": "certified_contracts", "name": "purpose"}})


def signed(office: Office, dossier: Dossier | None = None) -> Dossier:
    dossier = dossier or at_decision(office)
    given: dict[str, Any] = {"outcome": Outcome.APPROVED, "is_paper_only": True, "by": office.leader}
    return decide_result(dossier_id=dossier.pk, now=SIGNED, **given)


def charged(office: Office, dossier: Dossier, pieces: int) -> Charge:
    asked = (Asked("procedure.appraisal", pieces),)
    return charge_dossier(dossier_id=dossier.pk, asked=asked, waits=False, by=office.receptionist, now=AFTER)


def entry_of(dossier: Dossier) -> BookEntry:
    return dossier.result_entries.get().entry


def test_a_charge_after_the_signing_fills_the_fee_that_was_blank() -> None:
    office = certifying()
    dossier = signed(office)
    assert line_of(entry_of(dossier))["fee"] == ""
    charged(office, dossier, 1)
    entry = entry_of(dossier)
    assert (line_of(entry)["fee"], corrections_of(entry)) == ("400.000 đồng", [])


def test_a_second_charge_is_added_and_says_which_it_was() -> None:
    office = certifying()
    before = at_decision(office)
    charged(office, before, 1)
    dossier = signed(office, before)
    second = charged(office, dossier, 2)
    entry = entry_of(dossier)
    assert line_of(entry)["fee"] == "1.200.000 đồng"
    assert [one.reason for one in corrections_of(entry)] == [f"Theo khoản thu {second.code}"]


def test_a_charge_that_is_cancelled_leaves_the_book_again() -> None:
    office = certifying()
    dossier = signed(office)
    charge = charged(office, dossier, 1)
    cancel_charge(code=charge.code, reason="Thu nhầm", by=office.leader, now=AFTER)
    for _told_twice in range(2):
        jobs.tell_cancelled(charge.pk)
    entry = entry_of(dossier)
    assert (line_of(entry)["fee"], len(corrections_of(entry))) == ("", 1)


def test_a_fee_for_several_papers_is_said_to_be_shared_in_each_line() -> None:
    office = certifying()
    dossier = signed(office)
    second = enter_in_book(
        book="certified_contracts",
        unit_id=office.unit.pk,
        columns={"paper": "Học bạ"},
        by=office.leader.as_actor(),
        now=SIGNED,
    )
    ResultEntry.objects.create(dossier=dossier, entry=second)
    charged(office, dossier, 1)
    entries = [row.entry for row in dossier.result_entries.all()]
    assert [line_of(entry)["fee"] for entry in entries] == ["thu chung 400.000 đồng"] * 2


@pytest.mark.parametrize("decides_later", [True, False])
def test_journals_are_written_in_the_order_of_the_units(*, decides_later: bool) -> None:
    office = certifying()
    dossier = signed(office)
    elsewhere = make_unit()
    if decides_later:
        Book.objects.filter(pk=entry_of(dossier).book_id).update(unit=elsewhere)
    else:
        Dossier.objects.filter(pk=dossier.pk).update(receiving_unit=elsewhere)
        make_role(staff=office.receptionist, role=Role.RECEPTIONIST, unit=elsewhere)
    actions = ["payments.issue", "registers.amend_entry"]
    charged(office, dossier, 1)
    written = AuditEntry.objects.filter(action__in=actions, at=AFTER).order_by("pk")
    assert [entry.unit_id for entry in written] == sorted(entry.unit_id for entry in written if entry.unit_id)
