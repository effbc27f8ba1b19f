"""What does the platform know of its own health? The queue, the workers, what was answered."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from motcua.foundation.health.gauges import Gauge, Value, gauge
from motcua.foundation.health.models import RequestCount

STALLED_AFTER = 30  # seconds without a heartbeat after which the queue gives a worker up
_HEARTBEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat))::float8 FROM procrastinate_workers"
_JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status"
_STALLED = """
SELECT count(*) FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
 WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
"""


def seconds_since_heartbeat() -> float | None:
    """Return how long ago a worker last said that it lives, None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_HEARTBEAT)
        row = cursor.fetchone()
    return None if row is None or row[0] is None else float(row[0])


def queue_gauges(now: datetime) -> Iterator[Gauge]:
    """Yield the figures of the queue and its workers; their moments are the database's own."""
    del now
    with connection.cursor() as cursor:
        cursor.execute(_JOBS)
        jobs = tuple(Value(count, {"status": status}) for status, count in cursor.fetchall())
        cursor.execute(_STALLED, [STALLED_AFTER])
        stalled = cursor.fetchone() or (0,)
    yield Gauge("motcua_jobs", "Jobs in the queue by status; finished ones are forgotten after some days.", jobs)
    yield gauge("motcua_jobs_stalled", "Jobs whose worker stopped answering.", stalled[0])
    if (heartbeat := seconds_since_heartbeat()) is not None:
        yield gauge("motcua_worker_heartbeat_seconds", "Seconds since a worker last said that it lives.", heartbeat)


def request_gauges(now: datetime) -> Iterator[Gauge]:
    """Yield how many requests were answered by kind of page and status, and how long that took."""
    del now
    rows = list(RequestCount.objects.order_by("route", "status"))
    labels = [{"route": row.route, "status": str(row.status)} for row in rows]
    counts = tuple(Value(row.count, told) for row, told in zip(rows, labels, strict=True))
    seconds = tuple(Value(row.seconds, told) for row, told in zip(rows, labels, strict=True))
    yield Gauge("motcua_http_requests_total", "Requests answered.", counts, "counter")
    yield Gauge("motcua_http_request_seconds_total", "Seconds spent on them in all.", seconds, "counter")
