"""The job of a killed worker runs again; one that kills its worker each time does not for ever."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from django.db import connection, connections
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

from motcua.config.jobs import MOST_ATTEMPTS, forget_finished, recover
from motcua.config.queue import worker_connector

T = TypeVar("T")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PATIENCE = 60.0
# a worker as `motcua worker` starts it, with a job that never ends the first time
WORKER = """
import sys, time, pathlib
from motcua.config import prepare, worker
prepare.set_up_django()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from procrastinate.contrib.django import app
@app.task(name="test.twice")
def twice(path):
    file = pathlib.Path(path)
    first = not file.exists()
    file.write_text("begun" if first else "done")
    time.sleep(600 if first else 0)
worker.work(1)
"""


@pytest.fixture(autouse=True)
def _empty_queue(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    forget_jobs()
    yield
    forget_jobs()


def forget_jobs() -> None:
    """Django does not empty the tables of the queue, and a real worker puts its periodic jobs there."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def with_manager(act: Callable[[JobManager], Coroutine[Any, Any, T]]) -> T:
    async def opened(working: App) -> T:
        async with working.open_async():
            return await act(working.job_manager)

    with app.replace_connector(worker_connector()) as working, ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(opened(working))).result()


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"])])


def wait_for(path: Path, text: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while not path.exists() or path.read_text() != text:
        assert time.monotonic() < give_up
        time.sleep(0.1)


def defer(name: str, **arguments: str) -> None:
    app.configure_task(name, allow_unknown=True).defer(**arguments)


def age(seconds: int) -> None:
    """Let time pass for the heartbeats of all workers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - make_interval(secs => %s)", [seconds]
        )


def statuses() -> list[str]:
    """The jobs of these tests; a real worker adds periodic ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE task_name LIKE 'test.%' ORDER BY id")
        return [status for (status,) in cursor.fetchall()]


def test_a_job_whose_worker_was_killed_runs_again_in_another(tmp_path: Path) -> None:
    told = tmp_path / "told"
    defer("test.twice", path=str(told))
    first = start_worker()
    wait_for(told, "begun")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert statuses() == ["doing"]

    age(60)
    assert with_manager(recover) >= 1
    second = start_worker()
    try:
        wait_for(told, "done")
    finally:
        second.terminate()
        second.wait()


def test_a_living_worker_keeps_its_jobs() -> None:
    make_doing("test.twice", attempts=0, is_alive=True)
    assert (with_manager(recover), statuses()) == (0, ["doing"])


def test_a_job_that_was_broken_off_too_often_is_given_up() -> None:
    make_doing("test.twice", attempts=MOST_ATTEMPTS - 1)
    assert (with_manager(recover), statuses()) == (0, ["failed"])


def test_a_job_whose_successor_waits_holds_up_no_other() -> None:
    make_doing("test.periodic", attempts=0, queueing_lock="once")
    make_doing("test.twice", attempts=0)
    app.configure_task("test.periodic", allow_unknown=True, queueing_lock="once").defer()
    assert (with_manager(recover), sorted(statuses())) == (1, ["failed", "todo", "todo"])


def test_failed_jobs_are_kept_longer_than_finished_ones() -> None:
    for status, days in (("succeeded", 4), ("succeeded", 2), ("failed", 4), ("failed", 31)):
        make_ended(status, days)

    async def forget(manager: JobManager) -> None:
        context = type("Context", (), {"app": type("App", (), {"job_manager": manager})})
        await forget_finished.func(cast("JobContext", context), 0)

    with_manager(forget)
    assert statuses() == ["succeeded", "failed"]


def make_doing(name: str, *, attempts: int, is_alive: bool = False, queueing_lock: str | None = None) -> None:
    app.configure_task(name, allow_unknown=True, queueing_lock=queueing_lock).defer()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [0 if is_alive else 60],
        )
        worker = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = %s WHERE status = 'todo' AND"
            " task_name = %s",
            [attempts, worker[0], name],
        )


def make_ended(status: str, days: int) -> None:
    app.configure_task("test.twice", allow_unknown=True).defer()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE status = 'doing' RETURNING id",
            [status],
        )
        job = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(days => %s) WHERE job_id = %s", [days, job[0]]
        )
