"""A request about personal data ends when its time is over, and with it the person whom nothing else needs."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.destroy_request import destroy_request
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind, SubjectRequest
from motcua.foundation.privacy.retention import CLASS
from motcua.foundation.retention.schedule import class_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime.clock import ZONE
from tests.factories.people import make_person
from tests.factories.units import make_staff, make_unit
from tests.factories.worktime import make_calendar

NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
LATER = NOW.replace(year=2030)


@pytest.fixture
def leader(db: None) -> Staff:
    """Who answers."""
    make_calendar()
    return make_staff(role=Role.LEADER, unit=make_unit())


def ask(person: Person, by: Staff, *, now: datetime = NOW, is_answered: bool = True) -> SubjectRequest:
    asked = receive_request(
        person=person,
        unit_id=by.home_unit_id,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.LOOK_UP,
        text=f"Tôi là {person.full_name}",
        by=Actor.citizen(),
        now=now,
    )
    if is_answered:
        told = f"Gửi {person.full_name}."
        answer_request(request_id=asked.pk, outcome=Outcome.GRANTED, answer=told, by=by, now=now)
    return asked


def tables_that_say(*words: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" AS one')  # noqa: S608 - our own tables
            rows = [json.dumps(json.loads(text), ensure_ascii=False) for (text,) in cursor.fetchall()]
            if any(word in row for row in rows for word in words):
                found.add(table)
    return found


def test_no_table_names_the_person_any_more(leader: Staff) -> None:
    person = make_person("Đinh Thị Quên", phone="0907654321")
    asked = ask(person, leader)
    assert len(tables_that_say("Đinh Thị Quên", "0907654321")) >= 3
    assert destroy_request(record_id=str(asked.pk), by=leader, now=LATER)
    assert not destroy_request(record_id=str(asked.pk), by=leader, now=LATER)
    assert tables_that_say("Đinh Thị Quên", "0907654321") == set()
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not OutboxMessage.objects.exists()
    kept = SubjectRequest.objects.get()
    assert (kept.kind, kept.outcome, kept.received_at, kept.destroyed_at) == ("access", "granted", NOW, LATER)


def test_one_that_waits_for_its_answer_stays(leader: Staff) -> None:
    waiting = ask(make_person(), leader, is_answered=False)
    assert not destroy_request(record_id=str(waiting.pk), by=leader, now=LATER)


def test_they_end_by_the_day_of_the_answer_and_are_found_by_their_number(leader: Staff) -> None:
    asked = ask(make_person(), leader)
    ask(make_person(), leader, now=NOW + timedelta(days=2))
    over = class_of(CLASS).ended(unit_ids=[leader.home_unit_id], before=NOW + timedelta(days=1), most=10)
    assert [each.name for each in over] == [asked.number]
    found = class_of(CLASS).find(asked.number)
    assert found is not None
    assert (found.record_id, found.is_destroyed) == (str(asked.pk), False)


def test_outside_this_act_a_request_is_guarded_as_before(leader: Staff) -> None:
    asked = ask(make_person(), leader)
    with pytest.raises(ProgrammingError), transaction.atomic():
        SubjectRequest.objects.filter(pk=asked.pk).update(text="")
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectRequest.objects.filter(pk=asked.pk).update(destroyed_at=LATER)
