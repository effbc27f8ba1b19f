"""A calendar changes: open dossiers are counted again, each that moves has its event, and the rest is left alone."""

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.actions.add_local_day import add_local_day
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for, forget_calendars
from motcua.foundation.worktime.recounting import would_move
from motcua.services.onestop import jobs, recount
from motcua.services.onestop.actions import recount_due_times as recounting
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.recount_due_times import Recounted, recount_due_times
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.move_due_times import move_due_times
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, SYSTEM, Office, ask_for_more, make_dossier, make_office
from tests.factories.units import make_staff
from tests.factories.worktime import make_calendar_day

LATER = NOW + timedelta(hours=2)
OFF = date(2019, 4, 17)  # a Wednesday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def close(office: Office, day: date = OFF) -> None:
    make_calendar_day(day, unit_id=office.unit.pk)


def again(*offices: Office, now: datetime = LATER) -> Recounted:
    units = [office.unit.pk for office in offices] or None
    return recount_due_times(units=units, by=SYSTEM, now=now)


def events_of(dossier: Dossier) -> int:
    return dossier.events.filter(kind=Action.RECOUNT).count()


@pytest.mark.parametrize("state", [State.ACCEPTED, State.IN_PROCESS])
def test_a_day_off_in_between_moves_the_due_time_by_a_day(office: Office, state: State) -> None:
    dossier = make_dossier(office, state)
    close(office)
    assert again(office) == Recounted(1, 1)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.law_due_at, dossier.next_due_at) == (at("2019-04-24T17:00"),) * 3
    assert dossier.red_at < dossier.next_due_at
    event = dossier.events.get(kind=Action.RECOUNT)
    assert datetime.fromisoformat(event.payload["before"]) == at("2019-04-23T17:00")
    assert event.public
    assert list(differing()) == []
    assert AuditEntry.objects.get(action="onestop.recount").detail["moved"] == 1


def written_in_place() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'onestop_dossier'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("begun", "off", "in_place"),
    [
        (NOW, OFF, 1),  # due on 23 April, and then on the 24th
        (at("2019-04-11T08:00"), date(2019, 4, 23), 0),  # due on 26 April, and then on 2 May
    ],
)
def test_what_moves_within_its_month_is_written_in_place(
    office: Office, begun: datetime, off: date, in_place: int
) -> None:
    make_dossier(office, now=begun)
    close(office, off)
    before = written_in_place()
    assert again(office, now=begun + timedelta(hours=2)) == Recounted(1, 1)
    assert written_in_place() - before == in_place


def test_the_applicant_is_told_the_new_time(office: Office) -> None:
    make_dossier(office, email="anh@vidu.vn")
    OutboxMessage.objects.all().delete()
    close(office)
    again(office)
    assert "17:00 24/04/2019" in OutboxMessage.objects.get().body


def test_a_second_run_and_a_calendar_that_changes_nothing_move_nothing(office: Office) -> None:
    dossier = make_dossier(office)
    assert again(office) == Recounted(1, 0)
    close(office)
    assert (again(office).moved, again(office).moved) == (1, 0)
    assert events_of(dossier) == 1
    make_calendar_day(date(2019, 9, 11), unit_id=office.unit.pk)
    assert again(office).moved == 0


def test_an_answer_that_is_due_moves_too(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    assert dossier.answer_due_at == at("2019-04-09T08:30")
    close(office, date(2019, 4, 9))
    assert again(office).moved == 1
    dossier.refresh_from_db()
    assert (dossier.answer_due_at, dossier.next_due_at) == (at("2019-04-10T08:30"),) * 2
    assert list(differing()) == []


@pytest.mark.parametrize(
    "state",
    [State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, State.ON_HOLD, State.DECIDED, State.RETURNED, State.WITHDRAWN],
)
def test_what_does_not_run_is_left_alone(office: Office, state: State) -> None:
    dossier = make_dossier(office, state)
    close(office)
    assert again(office) == Recounted(0, 0)
    assert events_of(dossier) == 0


def test_what_was_paused_is_counted_by_the_new_calendar_when_it_goes_on(office: Office) -> None:
    dossier = make_dossier(office, State.ON_HOLD)
    close(office)
    again(office)
    dossier = resume_clock(dossier_id=dossier.pk, evidence="Biên bản", by=office.specialist, now=LATER)
    assert dossier.due_at == at("2019-04-24T17:00")
    assert again(office).moved == 0


def test_pauses_extension_and_new_day_count_as_they_did(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    ask_for_more(dossier, office, now=at("2019-04-09T10:00"))
    receive_supplement(
        dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-10T10:00")
    )
    extend_limit(
        dossier_id=dossier.pk,
        rule="other",
        days=2,
        reason="Xác minh.",
        legal_ground="Luật",
        by=office.leader,
        now=at("2019-04-10T11:00"),
    )
    dossier = apologise(
        dossier_id=dossier.pk, reason="Chờ.", new_day=date(2019, 5, 3), by=office.leader, now=at("2019-04-10T12:00")
    )
    assert (dossier.due_at, dossier.next_due_at) == (at("2019-04-26T17:00"), at("2019-05-03T17:00"))
    assert again(office, now=at("2019-04-10T13:00")).moved == 0
    close(office)
    assert again(office, now=at("2019-04-10T13:00")).moved == 1
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.law_due_at) == (at("2019-05-02T17:00"),) * 2
    assert dossier.next_due_at == dossier.rescheduled_to == at("2019-05-04T17:00")
    assert list(differing()) == []


@pytest.mark.django_db
def test_only_the_unit_whose_calendar_changed_is_counted_again() -> None:
    mine, other = make_office(), make_office()
    first, second = make_dossier(mine), make_dossier(other)
    close(mine)
    assert again(mine) == Recounted(1, 1)
    assert (events_of(first), events_of(second)) == (1, 0)
    assert again() == Recounted(2, 0)


def test_only_the_platform_counts_again(office: Office) -> None:
    with pytest.raises(NotAllowed):
        recount_due_times(units=None, by=Actor.citizen(), now=NOW)


def test_the_number_of_queries_does_not_grow_with_the_dossiers(office: Office) -> None:
    asked = []
    for _ in range(2):
        make_dossier(office)
        with CaptureQueriesContext(connection) as queries:
            recount.moved_among([*Dossier.objects.values_list("pk", flat=True)], alike=recount.Alike(), now=LATER)
        asked.append(len(queries))
    assert asked == [1, 1]  # the ids; one more is read past Django, and two where clocks stood still


def test_writing_takes_the_same_statements_for_one_and_for_many(office: Office) -> None:
    """Of each that moves: an event, its row, and the message to its applicant."""
    asked = []
    for number, day in ((1, date(2019, 4, 16)), (1, OFF), (3, date(2019, 4, 18))):
        for _ in range(number):
            make_dossier(office, State.IN_PROCESS, email="anh@vidu.vn")
        close(office, day)
        before = OutboxMessage.objects.count()
        with CaptureQueriesContext(connection) as queries:
            moved = again(office).moved
        assert (moved, OutboxMessage.objects.count() - before) == (Dossier.objects.count(),) * 2
        asked.append(len(queries))
    assert asked[1] == asked[2]  # the first of the day also opens the chain of the journal
    assert list(differing()) == []


def test_each_message_has_its_job(office: Office, settings: Settings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    for _ in range(2):
        make_dossier(office, email="anh@vidu.vn")
    close(office)
    jobs_before = ProcrastinateJob.objects.filter(task_name="messages.deliver_message").count()
    again(office)
    told = OutboxMessage.objects.filter(body__contains="17:00 24/04/2019")
    assert {message.state for message in told} == {"queued"}
    assert ProcrastinateJob.objects.filter(task_name="messages.deliver_message").count() - jobs_before == 2


def test_a_run_that_is_broken_off_leaves_whole_batches_and_the_next_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers = [make_dossier(office) for _ in range(3)]
    close(office)
    monkeypatch.setattr(recount, "BATCH", 1)

    def break_off(so_far: Recounted) -> None:
        if so_far.looked_at == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recount_due_times(units=[office.unit.pk], by=SYSTEM, now=LATER, told=break_off)
    assert [events_of(dossier) for dossier in dossiers] == [1, 1, 0]
    told = AuditEntry.objects.filter(action="onestop.recount").order_by("pk")
    assert [entry.detail for entry in told] == [{"looked_at": 1, "moved": 1, "units": [office.unit.pk]}] * 2
    assert again(office) == Recounted(3, 1)
    assert [events_of(dossier) for dossier in dossiers] == [1, 1, 1]
    assert list(differing()) == []


@pytest.mark.django_db(transaction=True)
def test_two_hands_do_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    office = make_office()
    dossiers = [make_dossier(office) for _ in range(7)]
    close(office)
    monkeypatch.setattr(recount, "BATCH", 2)
    threads = set()

    def move_and_say_where(*given: Any, **named: Any) -> None:
        threads.add(threading.current_thread().name)
        move_due_times(*given, **named)

    monkeypatch.setattr(recounting, "move_due_times", move_and_say_where)
    told: list[Recounted] = []
    done = recount_due_times(units=[office.unit.pk], by=SYSTEM, now=LATER, told=told.append, hands=2)
    assert done == told[-1] == Recounted(7, 7)
    assert [each.looked_at for each in told] == sorted({each.looked_at for each in told})
    assert [events_of(dossier) for dossier in dossiers] == [1] * 7
    assert threading.current_thread().name not in threads
    assert AuditEntry.objects.filter(action="onestop.recount").count() == 4
    assert list(differing()) == []
    assert again(office) == Recounted(7, 0)


def test_what_is_acted_on_between_reading_and_locking_is_counted_once_more_or_left_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is put off meanwhile (its due time is another now), one is stopped, one is left alone."""
    put_off, stopped, alone = (make_dossier(office, State.IN_PROCESS) for _ in range(3))
    close(office)
    read = recount.moved_among
    acts = [
        lambda: extend_limit(
            dossier_id=put_off.pk,
            rule="other",
            days=2,
            reason="Xác minh.",
            legal_ground="Luật",
            by=office.leader,
            now=LATER,
        ),
        lambda: ask_for_more(stopped, office, now=LATER),
    ]

    def read_and_be_overtaken(*given: Any, **named: Any) -> list[recount.Moved]:
        found = read(*given, **named)
        while acts:
            acts.pop()()
        return found

    monkeypatch.setattr(recounting, "moved_among", read_and_be_overtaken)
    forget_calendars()
    assert again(office).looked_at == 3
    monkeypatch.undo()
    assert [events_of(each) for each in (stopped, alone)] == [0, 1]
    assert list(differing()) == []
    assert again(office).moved == 0
    for each, due in ((put_off, "2019-04-26T17:00"), (alone, "2019-04-24T17:00")):
        each.refresh_from_db()
        assert each.next_due_at == at(due)


def test_how_many_would_move_is_known_before_and_nothing_stays_of_the_question(office: Office) -> None:
    make_dossier(office)
    make_dossier(office, State.SUBMITTED)
    admin = make_staff(role=Role.ADMINISTRATOR, unit=office.unit)

    def decide() -> None:
        add_local_day(
            unit_id=office.unit.pk, day=OFF, name="Nghỉ", document="QĐ 1", by=admin, roles=roles_of(admin, NOW), now=NOW
        )

    assert would_move(decide, units=[office.unit.pk], now=NOW) == {office.unit.pk: 1}
    assert calendar_for(office.unit.pk).is_working_day(OFF)
    assert not Run.objects.exists()
    decide()
    forget_calendars()
    assert again(office).moved == 1


def test_a_local_day_begins_a_run_that_says_how_far_it_is(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make_dossier(office)
    admin = make_staff(role=Role.ADMINISTRATOR, unit=office.unit)
    add_local_day(
        unit_id=office.unit.pk, day=OFF, name="Nghỉ", document="QĐ 1", by=admin, roles=roles_of(admin, NOW), now=NOW
    )
    run = Run.objects.get()
    assert (run.started_by, run.state, run.total) == (admin, RunState.WAITING, 1)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(jobs, "HANDS", 1)  # others would not see what this test has not committed
    jobs.recount_due_times([office.unit.pk], str(run.pk), run.total)
    run.refresh_from_db()
    assert (run.state, str(run.said)) == (RunState.DONE, "Đã tính lại 1 hồ sơ đang giải quyết; 1 hồ sơ có hạn mới.")
    assert events_of(dossier) == 1


def test_the_night_counts_every_open_dossier_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make_dossier(office)
    make_calendar_day(OFF)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(jobs, "HANDS", 1)  # others would not see what this test has not committed
    jobs.recount_all(0)
    assert events_of(dossier) == 1
