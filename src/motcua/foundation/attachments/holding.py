"""While somebody copies the contents of the files, none is swept away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_LOCK = 7_203_555  # any number of our own
# for a session of its own, until it ends; several may hold the contents at a time
HOLD_CONTENTS = f"SELECT pg_advisory_lock_shared({_LOCK})"


@contextmanager
def nobody_holds() -> Iterator[bool]:
    """Tell whether nobody holds the contents; while the block runs nobody begins to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    is_free = bool(row and row[0])
    try:
        yield is_free
    finally:
        if is_free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
