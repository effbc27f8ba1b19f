"""Nobody: the person whom records name whose own person was destroyed."""

from datetime import datetime

from motcua.foundation.people.models import Person, PersonKind
from motcua.foundation.people.rules import name_sort_key, search_key

_NAME = "(đã tiêu hủy)"


def nobody(*, now: datetime) -> Person:
    """Return the one row that stands for everybody destroyed, made on first use; it has a name and nothing else."""
    found = Person.objects.filter(full_name=_NAME, identity_kind="", phone="", email="").order_by("pk").first()
    return found or Person.objects.create(
        kind=PersonKind.CITIZEN,
        full_name=_NAME,
        sort_key=name_sort_key(_NAME),
        search_key=search_key(_NAME),
        created_at=now,
        updated_at=now,
    )
