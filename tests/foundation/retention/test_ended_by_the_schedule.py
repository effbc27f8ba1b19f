"""What the schedule ends of itself goes at night, without a proposal, held records left out, with its line."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel, OutboxMessage, State
from motcua.foundation.retention import schedule
from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.end_by_schedule import end_by_schedule
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.jobs import end_what_is_over
from motcua.foundation.retention.models import DestroyedRecord, Disposal, DisposalState
from motcua.foundation.retention.queries import was_destroyed
from motcua.foundation.retention.refusals import EndsOfItself
from motcua.foundation.retention.rules import Term, cut
from motcua.foundation.retention.schedule import Ended, Ending, Found, RecordClass, class_of, register_class
from motcua.foundation.ui.each_language import Said
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.worktime import clock
from tests.factories.units import make_staff, make_unit, sign_in

CLASS = "test_trace"


class Traces:
    """Three records, two of them over."""

    def __init__(self, now: datetime) -> None:
        self.left = {"1": now - timedelta(days=40), "2": now - timedelta(days=35), "3": now}
        self.by: list[Staff | Actor] = []

    def ended(self, *, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
        unit_id = min(unit_ids)
        return [Ended(key, f"V{key}", unit_id, at) for key, at in self.left.items() if at < before][:most]

    def destroy(self, *, record_id: str, by: Staff | Actor, now: datetime) -> bool:  # noqa: ARG002 - as every room is asked
        self.by.append(by)
        return self.left.pop(record_id, None) is not None


@pytest.fixture
def unit(db: None) -> Unit:
    """The first unit there is."""
    return make_unit()


@pytest.fixture
def traces(unit: Unit, now: datetime) -> Iterator[Traces]:
    """Registered with a term of thirty days, ended every night."""
    room = Traces(now)
    term = Term(None, date(2000, 1, 1), "Thử", "", verified=False, days=30)
    named = RecordClass(CLASS, "Vết", "ngày", (term,), room.ended, lambda name: Found(name, unit.pk), room.destroy)
    register_class(replace(named, ending=Ending.NIGHTLY))
    yield room
    schedule._classes.pop(CLASS)


def test_a_term_of_days_is_cut_in_days(now: datetime) -> None:
    term = Term(None, date(2000, 1, 1), "x", "", verified=False, days=30)
    assert not term.is_for_ever
    assert cut(now, term) == now - timedelta(days=30)


def test_at_night_what_is_over_goes_and_the_register_says_so(traces: Traces, unit: Unit, now: datetime) -> None:
    (disposal_id,) = end_by_schedule(now=now)
    assert carry_out(disposal_id=disposal_id, now=now) == 2
    assert list(traces.left) == ["3"]
    assert {each.name for each in traces.by if isinstance(each, Actor)} == {"retention"}
    disposal = Disposal.objects.get(pk=disposal_id)
    assert (disposal.state, disposal.record_ids, disposal.proposed_by, disposal.decided_by) == (
        DisposalState.DONE,
        [],
        None,
        None,
    )
    assert was_destroyed(CLASS, "1") is not None
    assert end_by_schedule(now=now) == []


def test_a_hold_keeps_what_the_schedule_would_end(traces: Traces, unit: Unit, now: datetime) -> None:
    leader = make_staff(role=Role.LEADER, unit=unit)
    place_hold(
        record_class=CLASS,
        record_id="1",
        name="V1",
        unit_id=unit.pk,
        reason="Thanh tra",
        until=now.date() + timedelta(days=90),
        by=leader,
        now=now,
    )
    (disposal_id,) = end_by_schedule(now=now)
    assert carry_out(disposal_id=disposal_id, now=now) == 1
    assert list(traces.left) == ["1", "3"]


def test_the_job_of_the_night_queues_its_carrying_out(traces: Traces, now: datetime) -> None:
    end_what_is_over(int(now.timestamp()))
    (disposal,) = Disposal.objects.all()
    assert disposal.state == DisposalState.APPROVED
    assert ProcrastinateJob.objects.filter(args={"disposal_id": disposal.pk}).exists()
    end_what_is_over(int(now.timestamp()))
    assert Disposal.objects.count() == 1


def test_nobody_proposes_what_goes_by_itself(traces: Traces, unit: Unit, now: datetime) -> None:
    clerk = make_staff(role=Role.CLERK, unit=unit)
    with pytest.raises(EndsOfItself):
        propose_disposal(record_class=CLASS, unit_id=unit.pk, by=clerk, now=now)


def test_the_database_knows_two_people_or_the_schedule_and_nothing_between(
    traces: Traces, unit: Unit, now: datetime
) -> None:
    (disposal_id,) = end_by_schedule(now=now)
    leader = make_staff(role=Role.LEADER, unit=unit)
    for half in ({"decided_by": leader}, {"proposed_by": leader}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Disposal.objects.filter(pk=disposal_id).update(**half)


def test_the_pages_name_the_schedule_as_who_ended_it(
    traces: Traces, unit: Unit, now: datetime, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    sign_in(client, make_staff(role=Role.CLERK, unit=unit))
    preview = client.get(reverse("retention:preview", args=[CLASS, unit.pk])).content.decode()
    assert "Hệ thống tiêu hủy hằng đêm" in preview
    assert "30 ngày" in preview
    assert 'method="post"' not in preview.split("<main", 1)[1]
    (disposal_id,) = end_by_schedule(now=now)
    carry_out(disposal_id=disposal_id, now=now)
    page = client.get(reverse("retention:disposal", args=[disposal_id])).content.decode()
    assert "Hệ thống, theo thời hạn" in page
    overview = client.get(reverse("retention:overview")).content.decode()
    assert "Hệ thống, theo thời hạn" in overview


def a_message(unit: Unit, now: datetime, about: str) -> OutboxMessage:
    message = send_message(
        channel=Channel.EMAIL,
        to="an@example.vn",
        subject="Nhắc việc",
        body="Bà Nguyễn Thị An có việc",
        about=(about, "7"),
        unit_id=unit.pk,
        now=now,
        read_as=(Said(vi="Nhắc việc", en="Reminder"), Said(vi="Bà Nguyễn Thị An có việc")),
    )
    OutboxMessage.objects.update(state=State.SENT, sent_at=now, next_attempt_at=None)
    return message


def test_a_message_about_nothing_kept_ends_after_two_years_and_its_row_stays(unit: Unit, now: datetime) -> None:
    a_message(unit, now, "contest")
    of_dossier = a_message(unit, now, "dossier")
    later = now.replace(year=now.year + 3)
    for disposal_id in end_by_schedule(now=later):
        carry_out(disposal_id=disposal_id, now=later)
    words = list(OutboxMessage.objects.order_by("pk").values_list("to", "subject", "body", "body_said"))
    assert words == [("", "", "", {}), (of_dossier.to, "Nhắc việc", of_dossier.body, {"vi": of_dossier.body})]
    assert OutboxMessage.objects.earliest("pk").subject_said == {}
    found = class_of("message").find(f"{OutboxMessage.objects.earliest('pk').pk}/TN")
    assert found is not None
    assert found.is_destroyed
    assert DestroyedRecord.objects.count() == 1
