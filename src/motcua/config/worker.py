"""`motcua worker`: run the jobs in the queue, periodic ones included, until a signal ends it."""

import argparse

from motcua.config import prepare, processes

CONCURRENCY = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how many jobs may run at a time."""
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY, help="jobs at a time (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Prepare the database and work; the job at hand is finished before leaving."""
    with prepare.ready():
        work(arguments.concurrency)
    return 0


def work(concurrency: int) -> None:
    """Run jobs of every queue; Django must be set up."""
    from procrastinate.contrib.django import app  # noqa: PLC0415 - needs loaded settings

    from motcua.config.queue import worker_connector  # noqa: PLC0415

    processes.keep_what_is_loaded()
    with app.replace_connector(worker_connector()) as working:
        working.run_worker(
            name="motcua",
            concurrency=concurrency,
            shutdown_graceful_timeout=10,
            fetch_job_polling_interval=5,  # a new job is announced at once by the database; this catches retries
        )


def main() -> None:
    """Work as a child of the supervisor, which has prepared the database."""
    processes.die_with_starter()
    prepare.set_up_django()
    work(CONCURRENCY)


if __name__ == "__main__":
    main()
