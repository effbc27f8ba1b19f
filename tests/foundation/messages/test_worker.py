"""A real worker takes the jobs; two workers do not send the same message."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from threading import Event

import pytest
from django.db import connection, connections, transaction
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params

from motcua.config.queue import worker_connector
from motcua.foundation.messages import delivery
from motcua.foundation.messages.channels import WAYS, Way
from motcua.foundation.messages.models import Channel, OutboxMessage, State
from tests.factories.messages import MailServer, make_message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_queue")]


@pytest.fixture(autouse=True)
def _workers_close_their_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@contextmanager
def _as_worker() -> Iterator[App]:
    with app.replace_connector(worker_connector()) as working:
        yield working


def _work_off() -> None:
    """Run every waiting job of the messages' queue."""

    async def work(working: App) -> None:
        async with working.open_async():
            await working.run_worker_async(
                queues=["messages"], wait=False, install_signal_handlers=False, listen_notify=False
            )

    # in a thread of its own: a browser test before us may have left its event loop running in this one
    with _as_worker() as working, ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(work(working))).result()


def test_a_worker_delivers_what_was_committed(now: datetime, mail: MailServer) -> None:
    message = make_message(now)
    _work_off()

    message.refresh_from_db()
    assert (message.state, len(mail.received)) == (State.SENT, 1)


class Failure(Exception):
    """What goes wrong in the middle of a job."""


def _fail_after_writing(now: datetime) -> None:
    with transaction.atomic():
        make_message(now)
        raise Failure


def test_inside_a_worker_a_message_and_its_job_are_still_one_transaction(now: datetime, mail: MailServer) -> None:
    with _as_worker(), pytest.raises(Failure):
        _fail_after_writing(now)

    assert (OutboxMessage.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


def test_control_the_library_s_own_worker_connector_writes_the_job_beside_the_transaction(
    now: datetime, mail: MailServer
) -> None:
    own = PsycopgConnector(kwargs=connector_params())
    with app.replace_connector(own), app.open(), pytest.raises(Failure):
        _fail_after_writing(now)

    assert (OutboxMessage.objects.count(), ProcrastinateJob.objects.count()) == (0, 1)


@pytest.fixture
def slow_way(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event, list[int]]:
    """A channel that says when it started, waits to be let on, and counts."""
    started, go_on, taken = Event(), Event(), list[int]()

    def hand_over(message: OutboxMessage) -> None:
        started.set()
        go_on.wait(20)
        taken.append(message.pk)

    monkeypatch.setitem(WAYS, Channel.EMAIL, Way(lambda: True, hand_over))
    return started, go_on, taken


def test_while_one_worker_sends_another_leaves_the_message_alone(
    now: datetime, slow_way: tuple[Event, Event, list[int]]
) -> None:
    started, go_on, taken = slow_way
    message = make_message(now)

    def deliver_here() -> OutboxMessage | None:
        try:
            return delivery.deliver(message.pk, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(deliver_here)
        started.wait(20)
        second = delivery.deliver(message.pk, now=now)
        go_on.set()
        assert first.result() is not None

    assert (second, taken) == (None, [message.pk])
