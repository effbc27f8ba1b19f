"""The month a moment lies in: the database and Python say the same, by the Vietnamese clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import DateTimeField, Value

from motcua.foundation.units.models import Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.months import Month, month_of
from tests.factories.units import make_unit


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        (datetime(2019, 4, 30, 23, 59, 59, tzinfo=ZONE), datetime(2019, 4, 1, tzinfo=ZONE)),
        (datetime(2019, 5, 1, tzinfo=ZONE), datetime(2019, 5, 1, tzinfo=ZONE)),
        (datetime(2019, 4, 30, 17, tzinfo=UTC), datetime(2019, 5, 1, tzinfo=ZONE)),  # that midnight, elsewhere April
        (datetime(2020, 2, 29, 8, tzinfo=ZONE), datetime(2020, 2, 1, tzinfo=ZONE)),
    ],
)
def test_a_month_begins_at_midnight_in_vietnam(moment: datetime, begins: datetime) -> None:
    assert month_of(moment) == begins


@pytest.mark.django_db
def test_the_database_begins_the_month_where_python_does() -> None:
    begin = datetime(2019, 12, 30, tzinfo=UTC)
    moments = [begin + timedelta(hours=7 * number) for number in range(9 * 24)]
    asked = [Month(Value(moment, output_field=DateTimeField())) for moment in moments]
    make_unit()
    found = Unit.objects.values_list(*asked)[:1].get()
    assert list(found) == [month_of(moment) for moment in moments]
