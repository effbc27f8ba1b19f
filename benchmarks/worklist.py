"""Pages of staff at a million dossiers, a hundred thousand of them open, seen by whoever has the widest reach.

Goal: p95 of every page of the list under 250 ms, at most 12 queries a page. The pages are asked for one after another
through the real server; the queries are counted in this process.
"""

import argparse
from urllib.parse import urlencode

from django.db import connection

from benchmarks import as_staff, load, platform, population, report
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries.worklist import NEXT, Wanted, key_of, matching
from motcua.services.onestop.states import Group

LARGE = 1_000_000
PAGES = 40


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    parser.add_argument("--pages", type=int, default=PAGES, help="how often each page is asked for")
    arguments = parser.parse_args()
    with platform.prepared():
        population.grow_to(arguments.dossiers, now=clock.now())
        staff = as_staff.widest()
        pages = _pages(staff)
        report.line("worklist_dossiers", Dossier.objects.count(), "dossiers")
        report.line("worklist_open", Dossier.objects.filter(closed_at__isnull=True).count(), "dossiers")
        queries = {name: as_staff.queries_of(staff, path) for name, path in pages.items()}
        connection.close()
        with platform.serving() as port:
            for name, path in pages.items():
                request = as_staff.asking(staff, path)
                load.drive(port, [request] * 4, connections=1, seconds=60, once=True)
                result = load.drive(port, [request] * arguments.pages, connections=1, seconds=600, once=True)
                report.line(f"worklist_{name}_p95", result.percentile(0.95), "ms", None, f"{queries[name]}_queries")
                if result.errors:
                    print(result.first_error)


def _pages(staff: Staff) -> dict[str, str]:
    """Return the address of each page by a name for it."""
    now = clock.now()
    roles = roles_of(staff, now)
    found = matching(staff=staff, roles=roles, wanted=Wanted(), now=now, rests=False).order_by(*NEXT)
    middle = found[found.count() // 2]
    asked: dict[str, dict[str, object]] = {
        "default": {},
        "middle": {"sau": key_of(middle)},
        **{f"group_{group}": {"nhom": group} for group in Group.values},
        **{f"urgency_{word}": {"han": word} for word in ("late", "red", "amber")},
        "held_by_nobody": {"nguoi": "nobody"},
        "procedure": {"thu-tuc": middle.procedure.slug},
        "unit": {"co-quan": middle.receiving_unit_id},
        "name": {"q": "nguyen van"},
        "code": {"q": middle.code},
    }
    home = "/can-bo/"
    return {name: f"{home}?{urlencode(query)}" if query else home for name, query in asked.items()} | {
        "figures": f"{home}so-lieu/"
    }


if __name__ == "__main__":
    main()
