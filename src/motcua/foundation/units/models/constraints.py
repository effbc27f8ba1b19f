"""How to say "not twice on the same day" to a PostgreSQL without extensions.

An exclusion constraint over whole numbers and text needs `btree_gist`, which the embedded server does not have. A range
that holds a single number overlaps another exactly when the numbers are equal, and text is compared by its 64-bit hash.
"""

from django.contrib.postgres.fields import RangeOperators
from django.db.models import BigIntegerField, F, Func, Value
from django.db.models.expressions import Combinable

Part = tuple[Combinable | str, str]


def same_number(field: str) -> Part:
    """Return the part of an exclusion constraint that says: equal values of a numeric column or foreign key."""
    return _single(F(field), F(field))


def same_text(field: str) -> Part:
    """Return the part of an exclusion constraint that says: equal values of a text column."""
    return _single(_hash(field), _hash(field))


def overlapping(field: str) -> Part:
    """Return the part of an exclusion constraint that says: ranges with a point in common."""
    return (field, RangeOperators.OVERLAPS)


def _single(lower: Combinable, upper: Combinable) -> Part:
    return (Func(lower, upper, Value("[]"), function="int8range"), RangeOperators.OVERLAPS)


def _hash(field: str) -> Func:
    return Func(F(field), Value(0), function="hashtextextended", output_field=BigIntegerField())
