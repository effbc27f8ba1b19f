"""The web server: Granian calling the WSGI application, one process a core, a few threads in each."""

import argparse
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from motcua.config import prepare, processes

THREADS = 4
MOST_WORKERS = 8  # so that threads times workers stays below the connections of the embedded server


def default_workers() -> int:
    """Return one worker for each core that we may use."""
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


def _load() -> None:
    """Load every page once: the workers are forks of this process, share what is loaded, and start in no time."""
    prepare.set_up_django()
    from django.urls import get_resolver  # noqa: PLC0415 - needs loaded settings

    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    processes.keep_what_is_loaded()  # a collection in a worker would write to what is shared, and so copy it
    multiprocessing.set_start_method("fork")


def application() -> WSGIApplication:
    """Return the WSGI application of one worker, loaded whole so that its first visitor does not wait."""
    # Granian swallows SIGTERM while a worker starts, and a server that ends in order waits for its workers
    processes.die_with_starter(signal.SIGKILL)
    from django.http import HttpResponse  # noqa: PLC0415 - needs loaded settings

    from motcua.config.wsgi import application as loaded  # noqa: PLC0415
    from motcua.foundation.health.request_counts import REQUESTS, count_request  # noqa: PLC0415
    from motcua.foundation.health.side_counts import keep_writing_down  # noqa: PLC0415
    from motcua.services.onestop.look_up_counts import LOOK_UPS  # noqa: PLC0415

    keep_writing_down(LOOK_UPS, REQUESTS)

    def whole(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hand a finished page over in one piece: Granian reads anything but a list bit by bit, in another thread."""
        began = time.monotonic()
        response = loaded(environ, start_response)
        count_request(
            path=environ["PATH_INFO"], status=getattr(response, "status_code", 200), seconds=time.monotonic() - began
        )
        if not isinstance(response, HttpResponse):
            return response
        response.close()
        return [response.content]

    return whole


def main() -> None:
    """Serve until a signal ends it; a worker that dies is replaced."""
    processes.die_with_starter()
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--when-told", action="store_true", help="load, then wait for the end of standard input")
    arguments = parser.parse_args()
    _load()
    if arguments.when_told:
        sys.stdin.read()
    # told, not asked for: a worker whose server is killed while it loads would take init for its parent
    os.environ[processes.STARTER] = str(os.getpid())
    Server(
        "motcua.config.web:application",
        factory=True,
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=arguments.workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        runtime_threads=1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    ).serve()


if __name__ == "__main__":
    main()
