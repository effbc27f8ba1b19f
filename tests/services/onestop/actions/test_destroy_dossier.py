"""A destroyed dossier tells nothing of people any more, and everything else as before."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.destroy_request import destroy_request
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind
from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.units.models import Role
from motcua.services.onestop import letters
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.destroy_dossier import destroy_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.withdraw_complaint import withdraw_complaint
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.models import Dossier, DossierEvent, Draft
from motcua.services.onestop.states import Action, State
from tests.factories.delivery import at_the_door, make_carriers, make_parcel, make_trip
from tests.factories.onestop import CITIZEN, NOW, Office, make_dossier
from tests.factories.units import make_staff

NAME, NUMBER, PHONE = "Nguyễn Thị Ánh", "079190054321", "0908765432"
LATER = NOW.replace(year=2040)
# what keeps a line for its own, longer term
BOOKS = {"registers_bookentry", "registers_bookamendment"}


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """A dossier filed online that was answered, with its letters written."""
    made = make_dossier(office, State.RETURNED, online=True, full_name=NAME, identity_number=NUMBER, phone=PHONE)
    for kind in (letter.kind for letter in letters.letters_of(made)):
        letters.letter_pdf(made, kind.key, now=NOW)
    return made


def destroy(dossier: Dossier, office: Office, now: datetime = LATER) -> bool:
    return destroy_dossier(record_id=str(dossier.pk), by=office.leader, now=now)


def rows_that_name(words: tuple[str, ...]) -> set[str]:
    """Every table of the database in which one of the words stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" AS one')  # noqa: S608 - our own tables
            texts = [json.dumps(json.loads(text), ensure_ascii=False) for (text,) in cursor.fetchall()]
            if any(word in text for text in texts for word in words):
                found.add(table)
    return found


def test_no_table_but_the_book_names_the_person(office: Office, dossier: Dossier) -> None:
    assert len(rows_that_name((NAME, NUMBER, PHONE)) - BOOKS) > 3
    assert destroy(dossier, office)
    # jobs are forgotten after some days and carry ids only; staff of the tests have other names
    assert rows_that_name((NAME, NUMBER, PHONE)) <= BOOKS


def test_files_letters_messages_and_draft_are_gone(office: Office, dossier: Dossier) -> None:
    about = ("dossier", str(dossier.pk))
    destroy(dossier, office)
    assert not dossier.papers.exists()
    assert not IssuedDocument.objects.filter(about_type=about[0], about_id=about[1]).exists()
    assert not OutboxMessage.objects.about(about).exists()
    assert not Draft.objects.filter(submitted=dossier).exists()
    assert not StoredFile.objects.exists()


def test_a_dossier_that_was_carried_home_and_complained_of_tells_nothing_either(office: Office) -> None:
    carriers = make_carriers(office)
    parcel = make_parcel(carriers, name=NAME, phone=PHONE, street="12 Lê Lợi hẻm 5")
    make_trip(carriers, parcel)
    door = at_the_door(parcel, receiver_name=NAME)
    hand_over_parcel(parcel_id=parcel.pk, door=door, by=carriers.carrier, now=NOW)
    told = f"{NAME} đợi lâu"
    complaint = file_complaint(dossier_id=parcel.dossier_id, unit_id=office.unit.pk, text=told, now=NOW)
    dossier = Dossier.objects.get(pk=parcel.dossier_id)
    assert not destroy(dossier, office)  # a complaint is open
    withdraw_complaint(dossier_id=dossier.pk, complaint_uid=complaint.uid, now=NOW)
    assert destroy(dossier, office)
    assert rows_that_name((NAME, PHONE, "12 Lê Lợi hẻm 5")) <= BOOKS
    assert not StoredFile.objects.exists()


def test_a_dossier_that_was_apologised_for_ends_like_any_other(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    signed = NOW + timedelta(days=1)
    apologise(
        dossier_id=dossier.pk,
        reason="Hồ sơ gốc đang ở nơi khác.",
        new_day=date(2019, 5, 6),
        by=office.leader,
        now=signed,
    )
    withdraw_dossier(dossier_id=dossier.pk, by=CITIZEN, now=signed)
    assert destroy(dossier, office)
    dossier.refresh_from_db()
    assert (letters.letters_of(dossier), list(differing())) == ([], [])
    told = DossierEvent.objects.get(dossier=dossier, kind=Action.APOLOGISE).payload
    assert "reason" not in told


def test_statistics_and_official_history_stay(office: Office, dossier: Dossier) -> None:
    before = list(
        DossierEvent.objects.filter(dossier=dossier).values_list("seq", "at", "kind", "to_state", "actor_name")
    )
    destroy(dossier, office)
    after = list(
        DossierEvent.objects.filter(dossier=dossier).values_list("seq", "at", "kind", "to_state", "actor_name")
    )
    kept = Dossier.objects.get(pk=dossier.pk)
    assert after == before
    assert (kept.code, kept.state, kept.finished_at, kept.destroyed_at) == (
        dossier.code,
        State.RETURNED,
        dossier.finished_at,
        LATER,
    )
    assert list(differing(since=NOW - timedelta(days=1))) == []
    assert list(broken_links()) == []


def test_a_person_with_another_dossier_stays(office: Office, dossier: Dossier) -> None:
    other = make_dossier(office, State.IN_PROCESS, full_name=NAME, identity_number=NUMBER, phone=PHONE)
    destroy(dossier, office)
    assert Person.objects.get(pk=other.applicant_id).identity_number == NUMBER


def test_whoever_asked_about_their_data_stays_until_that_request_ends_too(office: Office, dossier: Dossier) -> None:
    asked = receive_request(
        person=dossier.applicant,
        unit_id=office.unit.pk,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.LOOK_UP,
        text="",
        by=CITIZEN,
        now=NOW,
    )
    answer_request(request_id=asked.pk, outcome=Outcome.GRANTED, answer="Đã lập.", by=office.leader, now=NOW)
    person = Person.objects.filter(pk=dossier.applicant_id)
    assert destroy(dossier, office)
    assert person.exists()
    assert destroy_request(record_id=str(asked.pk), by=office.leader, now=LATER)
    assert not person.exists()
    assert rows_that_name((NAME, NUMBER, PHONE)) <= BOOKS


def test_an_open_one_stays_and_a_second_run_finds_nothing(office: Office, dossier: Dossier) -> None:
    still_open = make_dossier(office, State.IN_PROCESS)
    assert [destroy(still_open, office), destroy(dossier, office), destroy(dossier, office)] == [False, True, False]


def test_outside_this_act_the_history_is_guarded_as_before(office: Office, dossier: Dossier) -> None:
    destroy(dossier, office)
    with pytest.raises(ProgrammingError), transaction.atomic():
        DossierEvent.objects.filter(dossier=dossier).update(payload={})


def test_a_dossier_ends_after_its_term_by_two_people(office: Office, dossier: Dossier) -> None:
    clerk = make_staff(role=Role.CLERK, unit=office.unit)
    disposal = propose_disposal(record_class="dossier", unit_id=office.unit.pk, by=clerk, now=LATER)
    decide_disposal(disposal_id=disposal.pk, approve=True, note="", by=office.leader, now=LATER)
    assert carry_out(disposal_id=disposal.pk, now=LATER) == 1
    assert Dossier.objects.get(pk=dossier.pk).destroyed_at == LATER
    disposal.refresh_from_db()
    assert not disposal.verified
