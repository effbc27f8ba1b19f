"""Figures at a million dossiers and eight million events: the rebuild of the night, and the pages of a unit's year.

Goals: the rebuild under ten minutes, without a difference to the live counters; a unit's year under a second. The pages
are asked for one after another through the real server; the queries are counted in this process.
"""

import argparse
import time
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import load, longer, platform, population, report
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop.figures.access import OFFICER_READERS
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.jobs import tidy
from motcua.services.onestop.figures.queries.unit import BY
from motcua.services.onestop.models import Dossier, FigureDay, FigureEdition, FigureStep, FigureTime

LARGE = 1_000_000
EVENTS = 8_000_000
PAGES = 20
REBUILD_GOAL, PAGE_GOAL = 600.0, 1000.0  # seconds; milliseconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--pages", type=int, default=PAGES, help="how often each page is asked for")
    arguments = parser.parse_args()
    with platform.prepared():
        population.grow_to(arguments.dossiers, now=clock.now())
        events = longer.lengthen_to(arguments.events)
        report.line("figures_dossiers", Dossier.objects.count(), "dossiers")
        report.line("figures_events", events, "events")
        edition = _rebuild()
        _pages(edition, arguments.pages)


def _rebuild() -> FigureEdition:
    """Count everything anew as the night does, tidying included."""
    FigureEdition.objects.filter(built_at=None).delete()  # nothing counted before helps
    begun = time.perf_counter()
    edition = rebuild_figures(now=clock.now())
    counted = time.perf_counter()
    tidy()
    seconds = time.perf_counter() - begun
    report.line("figures_rebuild", seconds, "s", seconds / REBUILD_GOAL, f"limit_{REBUILD_GOAL:.0f}_s")
    report.line("figures_rebuild_tidying", time.perf_counter() - counted, "s")
    for name, model in (("day", FigureDay), ("time", FigureTime), ("step", FigureStep)):
        report.line(f"figures_rows_{name}", model.objects.filter(edition=edition).count(), "rows")
    report.line("figures_differences", edition.differences.count(), "figures")
    return edition


def _pages(edition: FigureEdition, pages: int) -> None:
    busiest = FigureTime.objects.filter(edition=edition).values("unit").annotate(number=Count("pk")).order_by("-number")
    staff, unit_id, decided = next(
        (person, row["unit"], row["number"]) for row in busiest if (person := _leader(row["unit"])) is not None
    )
    report.line("figures_unit_decided", decided, "dossiers")
    address = reverse("figures:period")
    asked = {"co-quan": unit_id, "ky": str(edition.through.year)}
    paths = {f"by_{field}": f"{address}?{urlencode({**asked, 'theo': by})}" for by, (field, _name) in BY.items()}
    paths["quality"] = f"{reverse('figures:quality')}?{urlencode(asked)}"
    paths["open_data_csv"] = f"{reverse('public_figures:csv')}?nam={edition.through.year}"
    queries = {name: _queries(staff, path) for name, path in paths.items()}
    cookie = f"Cookie: {settings.SESSION_COOKIE_NAME}={_session(staff)}\r\n"
    connection.close()
    with platform.serving() as port:
        for name, path in paths.items():
            request = load.get(path, cookie)
            load.drive(port, [request] * 2, connections=1, seconds=60, once=True)
            result = load.drive(port, [request] * pages, connections=1, seconds=600, once=True)
            slow = result.percentile(0.95)
            against = f"limit_{PAGE_GOAL:.0f}_ms_{queries[name]}_queries"
            report.line(f"figures_unit_year_{name}_p95", slow, "ms", slow / PAGE_GOAL, against)
            if result.errors:
                print(result.first_error)


def _leader(unit_id: int) -> Staff | None:
    """Return somebody with an account who sees everything of the unit, persons included."""
    people = Staff.objects.filter(user__isnull=False, is_active=True).order_by("pk")
    return next((one for one in people if roles_of(one, clock.now()).has_any(unit_id, *OFFICER_READERS)), None)


def _client(staff: Staff) -> Client:
    client = Client()
    assert staff.user is not None
    client.force_login(staff.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _session(staff: Staff) -> str:
    return _client(staff).cookies[settings.SESSION_COOKIE_NAME].value


def _queries(staff: Staff, path: str) -> int:
    client = _client(staff)
    client.get(path, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers={"host": "127.0.0.1"}).status_code == 200
    return len(asked)


if __name__ == "__main__":
    main()
