"""Does it live, is it ready and why not, and who may read the figures."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from motcua.foundation.health import readiness
from motcua.foundation.health.gauges import Gauge, Value
from motcua.foundation.health.models import RequestCount
from motcua.foundation.health.request_counts import REQUESTS, count_request
from motcua.foundation.health.rules import may_read, written

TOKEN = "a-secret-of-the-monitor"


@pytest.fixture
def working(db: None) -> None:
    """A worker that has just said that it lives."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


def test_a_process_that_answers_lives_whatever_name_it_is_called_by(client: Client) -> None:
    answer = client.get("/livez", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.usefixtures("working")
def test_an_installation_that_can_work_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (
        200,
        b"ready\ndatabase: ok\nmigrations: ok\nworker: ok\ndisk: ok\n",
    )


@pytest.mark.usefixtures("working")
def test_without_a_worker_it_is_not_ready_and_says_so(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"worker: No worker has said for 300 s that it lives." in answer.content


@pytest.mark.usefixtures("working")
def test_a_missing_migration_and_a_full_disk_are_told(client: Client, settings: Settings) -> None:
    settings.LEAST_FREE = 1 << 60
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people' AND name LIKE '0001%'")
    text = client.get("/readyz").content.decode()
    assert "1 migrations are missing, people.0001_initial among them: run `motcua prepare`." in text
    assert "MB left, less than" in text


def test_a_database_that_does_not_answer_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError

    monkeypatch.setattr(readiness, "_database", away)
    answer = client.get("/readyz")
    assert (answer.status_code, b"database: The database does not answer" in answer.content) == (503, True)


@pytest.mark.usefixtures("working")
def test_a_stranger_reads_a_word_and_no_figure(client: Client) -> None:
    ready = client.get("/readyz", REMOTE_ADDR="203.0.113.7")
    figures = client.get("/metrics", REMOTE_ADDR="203.0.113.7")
    assert (ready.content, figures.status_code) == (b"ready\n", 404)


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize("proxies", [0, 1, 2])
@pytest.mark.parametrize("header", ["x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via"])
@pytest.mark.parametrize("address", ["127.0.0.1", "203.0.113.7"])
def test_nobody_claims_to_be_this_machine(
    client: Client, settings: Settings, proxies: int, header: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    for path, told in (("/metrics", b""), ("/readyz", b"ready\n")):
        assert client.get(path, REMOTE_ADDR=address, headers={header: "127.0.0.1"}).content == told


@pytest.mark.usefixtures("working")
def test_figures_of_every_room_are_told_to_the_monitor(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", REMOTE_ADDR="203.0.113.7", headers={"authorization": f"Bearer {TOKEN}"})
    names = {line.split("{")[0].split(" ")[0] for line in answer.content.decode().splitlines() if line[0] != "#"}
    assert {
        "motcua_jobs_stalled",
        "motcua_worker_heartbeat_seconds",
        "motcua_dossiers_open",
        "motcua_dossiers_late",
    } <= names
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "is_forwarded", "authorization", "may"),
    [
        ("127.0.0.1", False, "", True),
        ("::1", False, "", True),
        ("127.0.0.1", True, "", False),  # a proxy on this machine that nobody counted
        ("203.0.113.7", False, "", False),
        ("203.0.113.7", False, f"Bearer {TOKEN}", True),
        ("127.0.0.1", True, f"Bearer {TOKEN}", True),
        ("203.0.113.7", False, "Bearer other", False),
        ("", False, "", False),
    ],
)
def test_who_may_read(address: str, is_forwarded: bool, authorization: str, may: bool) -> None:
    assert may is may_read(address=address, is_forwarded=is_forwarded, authorization=authorization, token=TOKEN)


def test_without_a_token_nobody_has_it() -> None:
    assert not may_read(address="203.0.113.7", is_forwarded=False, authorization="Bearer ", token="")


def test_a_probe_changes_nothing(client: Client) -> None:
    assert [client.post(path).status_code for path in ("/livez", "/readyz", "/metrics")] == [405, 405, 405]


def test_the_text_is_what_prometheus_reads() -> None:
    families = [Gauge("a_total", "What.", (Value(2, {"path": 'x"\\\n'}), Value(0.25, {})), "counter")]
    assert written(families) == (
        "# HELP a_total What.\n# TYPE a_total counter\n" + 'a_total{path="x\\"\\\\\\n"} 2\n' + "a_total 0.25\n"
    )


@pytest.mark.django_db
def test_requests_are_counted_by_kind_of_page_and_status() -> None:
    for path, status in (("/tra-cuu/ABCD", 200), ("/tra-cuu/ABCD", 200), ("/can-bo/", 302), ("/", 200), ("", 400)):
        count_request(path=path, status=status, seconds=0.5)
    REQUESTS.write_down()
    count_request(path="/tra-cuu/ABCD", status=200, seconds=0.5)
    REQUESTS.write_down()
    rows = RequestCount.objects.order_by("route", "status").values_list("route", "status", "count", "seconds")
    assert list(rows) == [
        ("look_up", 200, 3, 1.5),
        ("public", 200, 1, 0.5),
        ("public", 400, 1, 0.5),
        ("staff", 302, 1, 0.5),
    ]
