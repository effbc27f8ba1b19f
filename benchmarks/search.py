"""Staff look for a dossier among a million: by part of a name, by number, telephone, land parcel and code.

Goal: p95 of each kind under 250 ms. Each request asks for another term, one after another, through the real server;
once as whoever reads the dossiers of the most units, once as a receptionist of one ward. Beside terms that find
something, common ones (a word that two in five names have, the codes of a whole month or of all) and terms that find
nothing. The queries are counted in this process. Exit status 1 when a kind misses the goal or a page fails.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from urllib.parse import urlencode

from django.db import connection

from benchmarks import as_staff, load, platform, population, report
from motcua.foundation.people.models import Person
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.dossier import READERS

LARGE = 1_000_000
TERMS = 100
GOAL = 250.0  # milliseconds
WARM = 4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=LARGE)
    parser.add_argument("--terms", type=int, default=TERMS, help="of each kind")
    arguments = parser.parse_args()
    is_good = True
    with platform.prepared():
        population.grow_to(arguments.dossiers, now=clock.now())
        population.make_searchable()
        report.line("search_dossiers", Dossier.objects.count(), "dossiers")
        readers = {"city": as_staff.widest(), "ward": _receptionist()}
        asked = {name: _terms(staff, arguments.terms) for name, staff in readers.items()}
        queries = {
            (name, kind): as_staff.queries_of(staff, _path(terms[0]))
            for name, staff in readers.items()
            for kind, terms in asked[name].items()
        }
        connection.close()
        with platform.serving() as port:
            for name, staff in readers.items():
                for kind, terms in asked[name].items():
                    took = _measured(port, staff, terms)
                    is_good = is_good and not took.errors and took.percentile(0.95) < GOAL
                    counted = f"{queries[name, kind]}_queries"
                    report.line(f"search_{name}_{kind}_p95", took.percentile(0.95), "ms", None, counted)
                    report.line(f"search_{name}_{kind}_worst", max(took.times), "ms")
                    if took.errors:
                        print(took.first_error)
    sys.exit(0 if is_good else 1)


def _measured(port: int, staff: Staff, terms: Sequence[str]) -> load.Result:
    requests = [as_staff.asking(staff, _path(term)) for term in terms]
    load.drive(port, requests[:WARM], connections=1, seconds=60, once=True)
    return load.drive(port, requests, connections=1, seconds=600, once=True)


def _path(term: str) -> str:
    return f"/can-bo/?{urlencode({'q': term})}"


def _receptionist() -> Staff:
    """Return a receptionist who reads the dossiers of one unit."""
    now = clock.now()
    known = ((staff, roles_of(staff, now)) for staff in Staff.objects.filter(user__isnull=False).order_by("pk"))
    return next(
        staff for staff, roles in known if roles.unit_ids(Role.RECEPTIONIST) and len(roles.unit_ids(*READERS)) == 1
    )


def _terms(staff: Staff, many: int) -> dict[str, list[str]]:
    """Return terms by their kind: what stands on dossiers in reach, as people type it, and what stands nowhere."""
    chance = random.Random(1)
    found = _dossiers(staff, many, chance)
    names = [person.full_name.removesuffix(f" ({population.MARK})") for _dossier, person in found]
    folded = [person.search_key.removesuffix(f" ({population.MARK})".lower()) for _dossier, person in found]
    parcels = [word for dossier, _person in found for word in dossier.search_key.split() if word.startswith("thua")]
    return {
        "name_begun": [_begun(name) for name in folded],
        "name_whole": names,
        "name_two_words": [" ".join(name.split()[:2]) for name in folded],
        "name_one_common_word": _again(["nguyen", "tran", "thi", "van", "le"], many),
        "name_of_nobody": [f"zo{number} zy" for number in map(_letters, range(many))],
        "number": [population.identity_of(person.pk) for _dossier, person in found],
        "number_of_nobody": [f"0010{50 + each % 50:02d}{each:06d}" for each in range(many)],
        "telephone": [f"{phone[:4]} {phone[4:7]} {phone[7:]}" for phone in (each.contact_phone for each, _ in found)],
        "telephone_end": [each.contact_phone[-4:] for each, _ in found],
        "telephone_begun": [each.contact_phone[:6] for each, _ in found],
        "telephone_of_nobody": [f"08{each:08d}" for each in range(many)],
        "parcel": _again([_spoken(word) for word in parcels], many),
        "parcel_without_sheet": _again([_spoken(word).partition(",")[0] for word in parcels], many),
        "parcel_of_nobody": [f"thửa {9000 + each} tờ 999" for each in range(many)],
        "code": [dossier.code for dossier, _person in found],
        "code_begun": [dossier.code[:-2] for dossier, _person in found],
        "code_of_a_month": [dossier.code[: len(population.MARK) + 5] for dossier, _person in found],
        "code_of_all": _again([f"{population.MARK}-2"], many),
    }


def _dossiers(staff: Staff, many: int, chance: random.Random) -> list[tuple[Dossier, Person]]:
    """Return dossiers in reach from the whole span, each tenth number, which has a parcel, as often as the others."""
    total = population.count()
    picked = [population.uid_of(chance.randrange(total // 10) * chance.choice((1, 10))) for _ in range(many * 60)]
    reach = Dossier.objects.visible_to(roles_of(staff, clock.now())).filter(uid__in=picked)
    return [(each, each.applicant) for each in reach.select_related("applicant")[:many]]


def _begun(name: str) -> str:
    """Return the last word and the first letters of the first, as somebody in a hurry types them."""
    words = name.split()
    return f"{words[-1]} {words[0][:3]}"


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _spoken(word: str) -> str:
    number, _, sheet = word.removeprefix("thua").partition("to")
    return f"thửa đất số {number}, tờ bản đồ số {sheet}"


def _again(terms: Sequence[str], many: int) -> list[str]:
    return [terms[number % len(terms)] for number in range(many)]


if __name__ == "__main__":
    main()
