"""Forget a person whom no record needs any more."""

from django.db import transaction
from django.db.models import ProtectedError

from motcua.foundation.people.models import FormerIdentity, Person


def forget_person(person_id: int) -> bool:
    """Delete the record of a person and their former numbers; False when another record still refers to them."""
    former = list(FormerIdentity.objects.filter(person=person_id).values_list("pk", flat=True))
    try:
        with transaction.atomic():
            FormerIdentity.objects.filter(pk__in=former).delete()
            Person.objects.filter(pk=person_id).delete()
    except ProtectedError:
        return False
    return True
