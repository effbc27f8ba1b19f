"""Who reads numbers of people in full, on which pages of the access matrix: nobody else does.

Whoever is not named here sees a number masked, or not at all; whoever is has the present step of the dossier, or has to
compare the number with a paper.
"""

import re

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from motcua.foundation.people.models import Person
from motcua.foundation.registers.access import CORRECTORS
from motcua.foundation.units.models import Role

PHONE = "0901234567"  # of every applicant of the matrix
GROUPED = re.compile(r"(?<=\d)[ .\u202f\u00a0](?=\d)")
# whose step it is, or who leads the office where it lies (`access.works_on`)
AT_WORK = frozenset({Role.SPECIALIST, Role.LEADER})
# whoever carries a result calls before they come
CARRIES = frozenset({Role.RECEPTIONIST})
# the official book has the columns that the circular prescribes, the contact among them; others see it dotted
KEEPS_BOOKS = frozenset({Role.RECEPTIONIST, Role.CLERK, Role.LEADER})
READERS_IN_FULL: dict[str, frozenset[Role]] = {
    "onestop_staff:dossier": AT_WORK,
    "delivery:parcel": CARRIES,
    "delivery:trip": CARRIES,
    "registers:book": KEEPS_BOOKS,
    "registers:correct": frozenset(CORRECTORS),
}


def numbers_of_people() -> set[str]:
    """Return the numbers that a page may show in full to those above only."""
    return {number for person in Person.objects.all() if (number := person.identity_number)} | {PHONE}


def shows_one_of(numbers: set[str], answer: HttpResponseBase) -> bool:
    """Tell whether an answer is a page with one of these numbers, however it is grouped."""
    if not isinstance(answer, HttpResponse) or answer.status_code != 200:
        return False
    if not answer.headers["Content-Type"].startswith("text/html"):
        return False
    page = GROUPED.sub("", answer.content.decode())
    return any(number in page for number in numbers)
