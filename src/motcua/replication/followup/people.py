"""Who may be named for what: owners in a unit, inspectors and answerers in an authority."""

from datetime import date

from django.db.models import QuerySet

from motcua.foundation.units.models import Kind, Staff
from motcua.foundation.units.queries import children


def staff_of_unit(unit_id: int) -> QuerySet[Staff]:
    """Return the staff who work in a unit, with their accounts, by name."""
    return Staff.objects.in_units([unit_id]).working().select_related("user").order_by("full_name", "pk")


def staff_of_authority(unit_id: int, day: date) -> QuerySet[Staff]:
    """Return the staff of an authority and of the offices directly under it, with their accounts, by name."""
    below = children(unit_id, day).exclude(unit__kind=Kind.AUTHORITY).values_list("unit_id", flat=True)
    return Staff.objects.in_units([unit_id, *below]).working().select_related("user").order_by("full_name", "pk")
