"""The peer of the look-up: a bare WSGI handler on the same server and database that does one indexed SELECT."""

import argparse
import sys
from collections.abc import Callable, Iterable

from granian.constants import HTTPModes, Interfaces
from granian.server import Server
from psycopg_pool import ConnectionPool

from motcua.config import embedded, processes
from motcua.config.environment import text
from motcua.config.web import THREADS
from motcua.services.onestop.tokens import parse, token_hash

StartResponse = Callable[[str, list[tuple[str, str]]], object]


def application() -> Callable[[dict[str, object], StartResponse], Iterable[bytes]]:
    """Return the handler with a pool of its own: `/tra-cuu/<token>` → the state of the dossier."""
    url = text("DATABASE_URL") or embedded.cluster().url()
    pool = ConnectionPool(url, min_size=THREADS, max_size=THREADS, kwargs={"autocommit": True})

    def answer(environ: dict[str, object], start_response: StartResponse) -> Iterable[bytes]:
        token = parse(str(environ["PATH_INFO"]).rpartition("/")[2])
        body = b"?"
        if token is not None:
            with pool.connection() as session:
                found = session.execute(
                    "SELECT code, state, due_at FROM onestop_dossier WHERE token_hash = %s", [token_hash(token)]
                ).fetchone()
            body = repr(found).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def main() -> None:
    """Serve as the platform's own server does."""
    processes.die_with_starter()
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    arguments = parser.parse_args(sys.argv[1:])
    Server(
        "benchmarks.bare:application",
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
    ).serve()


if __name__ == "__main__":
    main()
