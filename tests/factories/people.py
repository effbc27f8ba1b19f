"""People for tests."""

from datetime import datetime
from typing import Any

from motcua.foundation.audit.actor import Actor
from motcua.foundation.people.actions.record_person import record_person
from motcua.foundation.people.models import Person, PersonKind
from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.worktime.clock import ZONE

MORNING = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)


def make_cccd(serial: int = 1, *, province: str = "079", birth_year: int = 1990, female: bool = False) -> str:
    """Return a right personal identity number; another `serial` gives another number."""
    century = 2 * ((birth_year - 1900) // 100) + int(female)
    return f"{province}{century}{birth_year % 100:02}{serial:06}"


def make_person(full_name: str = "Nguyễn Văn An", **changes: Any) -> Person:
    """Return a recorded citizen; without `identity_number` one that nobody else has is made."""
    given: dict[str, Any] = {
        "kind": PersonKind.CITIZEN,
        "full_name": full_name,
        "identity_kind": IdentityKind.CCCD,
        "identity_number": make_cccd(Person.objects.count() + 1),
        "phone": "0901234567",
        "by": Actor.system(),
        "now": MORNING,
    }
    return record_person(**(given | changes))
