"""Several hands at once: a kit is taken over once, and whoever was slower is shown what has become of it."""

from __future__ import annotations

import pytest

from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import take_over_kit, try_kit
from motcua.replication.kits.models import KitUse, ReceivedKit
from motcua.services.onestop.models import Commitment
from tests.factories.kits import choice, exported, make_wards, received
from tests.factories.onestop import NOW
from tests.hands import at_once

HANDS = 5

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_kit_is_taken_over_once_however_many_press_the_button() -> None:
    wards = make_wards()
    kit = received(wards)
    tried = try_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW)
    given = {"kit_id": kit.pk, "choice": choice(), "by": wards.leader, "now": NOW, "expected": tried.digest}
    done = at_once(lambda: take_over_kit(**given), HANDS)  # type: ignore[arg-type]
    assert done == ["", *["changed_meanwhile"] * (HANDS - 1)]
    assert (KitUse.objects.count(), Commitment.objects.filter(unit=wards.learner).count()) == (1, 1)


def test_dry_runs_at_the_same_time_leave_nothing_behind() -> None:
    wards = make_wards()
    kit = received(wards)
    assert at_once(lambda: try_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW), HANDS) == [""] * HANDS
    wards.adoption.refresh_from_db()
    assert (wards.adoption.version, KitUse.objects.count()) == (1, 0)


def test_a_file_is_received_once_however_many_hand_it_in() -> None:
    wards = make_wards()
    data = exported(wards)
    done = at_once(lambda: receive_kit(data=data, unit_id=wards.learner.pk, by=wards.leader, now=NOW), HANDS)
    assert (done, ReceivedKit.objects.count()) == ([""] * HANDS, 1)
