"""A dossier calls its applicant by the name it was handed in with, whatever the person is called elsewhere or later."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.foundation.people.models import Person
from motcua.foundation.registers.models import Book
from motcua.foundation.units.access import roles_of
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.delivery.preparing import prepare_parcel
from motcua.services.onestop.letter_parts import applicant_on_letter
from motcua.services.onestop.models import Dossier, Outcome, ResultBy
from motcua.services.onestop.needs import refuse_personal_data
from motcua.services.onestop.queries.result_check import NameMatch, compare_name
from motcua.services.onestop.queries.worklist import Wanted, work_list
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, at_decision, make_answers, make_dossier, make_office
from tests.factories.units import sign_in

pytestmark = pytest.mark.django_db
MIGRATION = import_module("motcua.services.onestop.migrations.0026_declared_names")
NUMBER, DECLARED, LATER_NAME = "079190012345", "Nguyễn Thị Ánh", "Nguyễn Thị Ánh Hồng"
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def office() -> Office:
    return make_office(
        result={
            "title": {"vi": "Văn bản"},
            "signer": {"vi": "Chủ tịch"},
            "book": {"code": "certified_contracts", "name": "purpose"},
        }
    )


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """A dossier whose applicant handed in another one since, under a name mended meanwhile."""
    mine = at_decision(office, answers=make_answers(identity_number=NUMBER, full_name=DECLARED))
    other = make_dossier(office, State.ACCEPTED, identity_number=NUMBER, full_name=LATER_NAME)
    assert other.applicant_id == mine.applicant_id
    return Dossier.objects.get(pk=mine.pk)


def test_its_letters_and_its_parcel_name_who_handed_it_in(office: Office, dossier: Dossier) -> None:
    assert dossier.applicant.full_name == LATER_NAME
    assert dossier.applicant_name == applicant_on_letter(dossier).name == DECLARED
    dossier.result_by = ResultBy.POST
    parcel = prepare_parcel(dossier, by=office.leader, now=LATER)
    assert parcel is not None
    assert parcel.name == DECLARED


def test_the_books_name_who_handed_it_in(office: Office, dossier: Dossier) -> None:
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, is_paper_only=True, by=office.leader, now=LATER)
    assert Book.objects.get(code="certified_contracts").entries.get().columns["requester"] == DECLARED


def test_the_paper_with_the_name_it_was_issued_under_stays_right(office: Office, dossier: Dossier) -> None:
    result = decide_result(
        dossier_id=dossier.pk, outcome=Outcome.APPROVED, is_paper_only=True, by=office.leader, now=LATER
    ).result
    assert compare_name(result, DECLARED, address="203.0.113.1", now=LATER) is NameMatch.SAME
    assert compare_name(result, LATER_NAME, address="203.0.113.1", now=LATER) is NameMatch.OTHER


@pytest.mark.parametrize("name", [DECLARED, LATER_NAME])
def test_what_the_look_up_shows_says_neither_name(dossier: Dossier, name: str) -> None:
    with pytest.raises(DossierRefused):
        refuse_personal_data(dossier, [f"Mời {name} bổ sung đơn."])


def test_what_holds_no_name_any_more_goes_by_the_person(dossier: Dossier) -> None:
    dossier.declared_name = ""
    assert dossier.applicant_name == LATER_NAME


@pytest.mark.parametrize("term", ["tran van khac", "Nguyễn Thị Ánh"])
def test_it_is_found_by_either_name_and_listed_by_its_own(office: Office, term: str) -> None:
    make_dossier(office, State.RETURNED, identity_number=NUMBER, full_name=DECLARED)
    mine = make_dossier(office, State.SUBMITTED, online=True, identity_number=NUMBER, full_name="Trần Văn Khác")
    found = work_list(staff=office.leader, roles=roles_of(office.leader, LATER), wanted=Wanted(term=term), now=LATER)
    assert {row.code: row.applicant for row in found.rows}[mine.code] == "Trần Văn Khác"


def test_whoever_reads_it_is_told_under_which_other_name_the_number_is_known(office: Office, dossier: Dossier) -> None:
    desk = sign_in(Client(), office.leader)
    page = desk.get(reverse("onestop_staff:dossier", args=[dossier.code])).content.decode()
    assert f"đã được ghi nhận với tên “{LATER_NAME}”" in page


def test_a_letter_tells_no_contacts_but_those_of_the_dossier(office: Office) -> None:
    """Whoever files online under a number that is not theirs reads the letters."""
    make_dossier(office, State.ACCEPTED, identity_number=NUMBER, phone="0912345678", email="chu@vidu.vn")
    stranger = make_dossier(office, State.SUBMITTED, online=True, identity_number=NUMBER, phone="", email="")
    letter = applicant_on_letter(stranger)
    assert stranger.applicant.phone == "0912345678"
    assert (letter.phone, letter.email) == ("", "")


def test_a_name_put_right_by_a_supplement_is_the_name_of_the_dossier(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS, full_name=DECLARED)
    request_supplement(
        dossier_id=dossier.pk,
        items=[Asked(key="full_name", note="Ghi sai tên.")],
        reason="Tên chưa đúng giấy tờ.",
        by=office.specialist,
        now=LATER,
    )
    receive_supplement(
        dossier_id=dossier.pk, by=office.receptionist, now=LATER, answers={"full_name": "Nguyễn Thị Oanh"}
    )
    dossier.refresh_from_db()
    assert dossier.applicant_name == "Nguyễn Thị Oanh"
    assert "nguyen thi oanh" in dossier.search_key


def test_earlier_dossiers_get_the_name_of_their_answers_and_their_applicants_were_seen(dossier: Dossier) -> None:
    Dossier.objects.update(declared_name="", search_key="nguyen thi anh hong")
    Person.objects.update(seen_at=None)
    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.DECLARE)
        cursor.execute(MIGRATION.SEE)
    Dossier.objects.filter(pk=dossier.pk).update(search_key="khac")
    MIGRATION.find_by_both_names(apps, connection.schema_editor())
    dossier.refresh_from_db()
    assert (dossier.declared_name, dossier.search_key) == (DECLARED, "nguyen thi anh khac")
    assert Person.objects.get(pk=dossier.applicant_id).seen_at is not None
