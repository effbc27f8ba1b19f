"""Pages as a member of staff sees them: their session for the real server, and the queries of a page, counted here."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import load
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop.models.dossier import READERS


def widest() -> Staff:
    """Return whoever reads the dossiers of the most units."""
    return max(Staff.objects.filter(user__isnull=False), key=reach)


def reach(staff: Staff) -> int:
    """Return of how many units somebody reads the dossiers."""
    return len(roles_of(staff, clock.now()).unit_ids(*READERS))


@cache
def session_of(staff: Staff) -> str:
    """Return the key of a session in which they are signed in, one for the whole run."""
    return _client(staff).cookies[settings.SESSION_COOKIE_NAME].value


def asking(staff: Staff, path: str) -> bytes:
    """Return the bytes of their request for a page."""
    return load.get(path, f"Cookie: {settings.SESSION_COOKIE_NAME}={session_of(staff)}\r\n")


def queries_of(staff: Staff, path: str) -> int:
    """Return how many queries the page takes once the caches are warm."""
    client = _client(staff)
    client.get(path, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers={"host": "127.0.0.1"}).status_code == 200
    return len(asked)


def _client(staff: Staff) -> Client:
    client = Client()
    assert staff.user is not None
    client.force_login(staff.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
