"""What one unit exports and another takes over, the other exports again as the very same content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from motcua.foundation.worktime.actions.set_opening_hours import Opening
from motcua.foundation.worktime.rules import ShiftKind
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.take_over_kit import take_over_kit, try_kit
from motcua.replication.kits.packing import Kit, unpack
from tests.factories.kits import FROM_DAY, Wards, choice, exported, make_wards, received
from tests.factories.onestop import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=8)

texts = st.text(st.characters(exclude_categories=["C"]), max_size=60)
service_settings = st.fixed_dictionaries({"files_online": st.booleans(), "notice": texts})
mornings = st.builds(
    lambda day, minutes, kind: Opening(day, time(7, minutes), time(11, 30), kind),
    st.integers(1, 7),
    st.sampled_from([0, 15, 30]),
    st.sampled_from(ShiftKind),
)
weeks = st.lists(mornings, max_size=5, unique_by=lambda one: one.weekday).filter(
    lambda week: all(one.kind is ShiftKind.OFFICE or one.weekday > 5 for one in week)
)
promises = st.dictionaries(st.integers(0, 1), st.integers(1, 9))


def content(kit: Kit) -> Mapping[str, JsonValue]:
    """Return the parts that travel; targets are set by directives."""
    return {name: part for name, part in kit.parts.items() if name != "targets"}


def taken_over(wards: Wards) -> Kit:
    """Return the second export: the learner has taken everything over and gone live."""
    kit = received(wards)
    outcome = take_over_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW)
    assert [part.refused for part in outcome.parts if part.refused] == []
    go_live(adoption_id=wards.adoption.pk, by=wards.leader, now=NOW)
    assert LATER.date() >= FROM_DAY
    return unpack(export_kit(unit_id=wards.learner.pk, service="onestop", by=wards.leader, now=LATER))


@given(service_settings, weeks, promises, st.integers(2, 3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_second_export_has_the_content_of_the_first(
    db: None, given_settings: dict[str, JsonValue], week: list[Opening], promised: dict[int, int], count: int
) -> None:
    with transaction.atomic():
        wards = make_wards(settings=given_settings, hours=week, promised=promised, received=count)
        first = unpack(exported(wards))
        second = taken_over(wards)
        assert content(second) == content(first)
        assert second.content_sha256 == first.content_sha256
        assert (second.head.unit_name, first.head.unit_name) == ("Phường 5", "Phường 4")
        transaction.set_rollback(True)


def test_taken_over_again_nothing_changes() -> None:
    wards = make_wards()
    taken_over(wards)
    again = try_kit(kit_id=received(wards).pk, choice=choice(), by=wards.leader, now=NOW)
    assert (again.changes_anything, again.refuses_anything) == (False, False)
