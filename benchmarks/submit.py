"""Durable submissions a second through HTTP, against as many single-row inserts by plain psycopg, in one run.

Goal: at least 60 a second; the ratio is stated.
"""

import argparse
import secrets
import time
from threading import Thread

import psycopg

from benchmarks import filings, load, platform, report
from motcua.config import embedded
from motcua.config.environment import text

CONNECTIONS = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--filings", type=int, default=2000)
    arguments = parser.parse_args()
    with platform.prepared():
        client = filings.new_client()
        run = secrets.token_hex(6)
        requests = [
            filings.request(body, client=client, key=f"{run}-{number}")
            for number, body in enumerate(filings.bodies(arguments.filings + 100))
        ]
        with platform.serving() as port:
            load.drive(port, requests[:100], connections=CONNECTIONS, seconds=60, expected=b"HTTP/1.1 201", once=True)
            result = load.drive(
                port, requests[100:], connections=CONNECTIONS, seconds=600, expected=b"HTTP/1.1 201", once=True
            )
        bare = _plain_inserts(arguments.filings)
    report.line("submit", result.rate, "submissions/s", result.rate / bare, f"plain_inserts_{bare:.0f}/s")
    report.line("submit_p99", result.percentile(0.99), "ms")
    report.line("submit_errors", result.errors, "answers")
    if result.first_error:
        print(result.first_error)


def _plain_inserts(count: int) -> float:
    """Insert `count` rows one by one, each committed, over as many connections, and return rows a second."""
    url = text("DATABASE_URL") or embedded.cluster().url()
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("CREATE TABLE IF NOT EXISTS benchmark_insert (id bigserial PRIMARY KEY, body text NOT NULL)")
    start = time.perf_counter()
    threads = [Thread(target=_insert, args=(url, count // CONNECTIONS)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = count / (time.perf_counter() - start)
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("DROP TABLE benchmark_insert")
    return rate


def _insert(url: str, count: int) -> None:
    with psycopg.connect(url, autocommit=True) as session:
        for _ in range(count):
            session.execute("INSERT INTO benchmark_insert (body) VALUES (%s)", ["x" * 1000])


if __name__ == "__main__":
    main()
