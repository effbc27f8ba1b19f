"""Taking a kit over: chosen parts only, into the adoption and never past it, as the dry run said."""

from __future__ import annotations

import pytest

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Role, UnitService
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.services import ServiceNotLive, live_settings, service_is_live
from motcua.foundation.worktime.models import Shift
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.plans import Plan
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import Choice, take_over_kit, try_kit
from motcua.replication.kits.models import KitUse, ReceivedKit
from motcua.replication.kits.outcome import Outcome
from motcua.replication.kits.refusals import NothingChosen, NotPlanned, OtherOutcome, TermsMissing
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.models import Commitment, ProcedureOffer
from tests.factories.kits import DECISION, EVERYTHING, FROM_DAY, Wards, choice, exported, make_wards, open_at, received
from tests.factories.onestop import NOW, SYSTEM, make_version
from tests.factories.units import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards() -> Wards:
    return make_wards()


def take(wards: Wards, *parts: str) -> Outcome:
    return take_over_kit(kit_id=received(wards).pk, choice=choice(*parts), by=wards.leader, now=NOW)


def changed(outcome: Outcome) -> dict[str, int]:
    return {part.code: len(part.changes) for part in outcome.parts}


def test_settings_go_into_the_adoption_and_what_is_the_units_own_stays(wards: Wards) -> None:
    outcome = take(wards, "settings", "texts")
    wards.adoption.refresh_from_db()
    assert wards.adoption.settings == {
        "files_online": False,
        "is_remote": False,
        "delivers_home": False,
        "contact_phone": "028 3811 5555",
        "notice": "Mang theo bản chính để đối chiếu.",
    }
    assert changed(outcome) == {"texts": 1, "settings": 1}
    assert [event.kind for event in wards.adoption.events.all()] == ["plan", "change", "change"]


def test_only_going_live_switches_the_service_on(wards: Wards) -> None:
    take(wards)
    assert not service_is_live(wards.learner.pk, "onestop", NOW)
    go_live(adoption_id=wards.adoption.pk, by=wards.leader, now=NOW)
    assert live_settings(wards.learner.pk, "onestop", NOW)["files_online"] is False


def test_settings_of_a_running_service_hold_at_once(wards: Wards) -> None:
    go_live(adoption_id=wards.adoption.pk, by=wards.leader, now=NOW)
    take(wards, "settings")
    assert live_settings(wards.learner.pk, "onestop", NOW)["files_online"] is False


def test_procedures_are_opened_and_those_the_kit_does_not_name_stay(wards: Wards) -> None:
    open_at(wards.learner, wards.procedures[2:])
    outcome = take(wards, "procedures")
    open_ones = ProcedureOffer.objects.filter(unit=wards.learner, closed_at__isnull=True)
    assert set(open_ones.values_list("procedure", flat=True)) == {one.pk for one in wards.procedures}
    assert changed(outcome) == {"procedures": 2}


def test_a_procedure_that_the_unit_has_closed_stays_closed_and_the_others_are_opened(wards: Wards) -> None:
    open_at(wards.learner, wards.procedures[:1])
    close_procedure(slug=wards.procedures[0].slug, unit_id=wards.learner.pk, reason="Chờ tập huấn.", by=SYSTEM, now=NOW)
    (part,) = take(wards, "procedures").parts
    assert [change.what for change in part.changes] == [wards.procedures[1].title_vi]
    ((what, why),) = part.refused
    assert what == wards.procedures[0].title_vi
    assert "đã ngừng tiếp nhận" in why


def test_an_old_kit_does_not_bring_an_old_text_back(wards: Wards) -> None:
    data = exported(wards)
    slug = wards.procedures[0].slug
    make_version(now=NOW, slug=slug, valid_from="2019-04-01")
    kit = received(wards, data)
    (part,) = take_over_kit(kit_id=kit.pk, choice=Choice(("procedures",), may_publish=True), by=SYSTEM, now=NOW).parts
    ((_what, why),) = part.refused
    assert "đang công bố bản khác" in why
    assert len(part.changes) == 1


def test_promises_are_the_leaders_by_the_units_own_document(wards: Wards) -> None:
    take(wards, "procedures", "promises")
    made = Commitment.objects.get(unit=wards.learner)
    assert (made.amount, made.document, made.signed_by, made.valid.lower) == (7, DECISION, wards.leader, FROM_DAY)


def test_a_coordinator_takes_the_rest_over_and_leaves_the_promises_to_the_leader(wards: Wards) -> None:
    outcome = take_over_kit(kit_id=received(wards).pk, choice=choice(), by=wards.coordinator, now=NOW)
    refused = {part.code: part.refused for part in outcome.parts if part.refused}
    assert list(refused) == ["promises"]
    assert "Chỉ lãnh đạo đơn vị" in refused["promises"][0][1]
    assert not Commitment.objects.filter(unit=wards.learner).exists()
    assert changed(outcome) == {"procedures": 2, "promises": 0, "schedules": 1, "texts": 1, "settings": 1}


def test_hours_come_into_force_by_the_units_own_document(wards: Wards) -> None:
    take(wards, "schedules")
    row = Shift.objects.get(unit=wards.learner)
    assert (row.weekday, row.document, row.valid.lower) == (6, DECISION, FROM_DAY)


@pytest.mark.parametrize("missing", ["document", "from_day"])
def test_hours_need_a_document_and_a_day(wards: Wards, missing: str) -> None:
    wish = Choice(
        ("schedules",), "" if missing == "document" else DECISION, None if missing == "from_day" else FROM_DAY
    )
    with pytest.raises(TermsMissing) as refusal:
        try_kit(kit_id=received(wards).pk, choice=wish, by=wards.leader, now=NOW)
    assert refusal.value.code == missing


def test_hours_of_a_day_that_has_come_are_refused_and_the_settings_taken(wards: Wards) -> None:
    wish = Choice(("schedules", "settings"), DECISION, NOW.date())
    outcome = take_over_kit(kit_id=received(wards).pk, choice=wish, by=wards.leader, now=NOW)
    assert [(part.code, bool(part.changes), bool(part.refused)) for part in outcome.parts] == [
        ("schedules", False, True),
        ("settings", True, False),
    ]


def test_the_dry_run_changes_nothing_and_says_what_the_real_one_does(wards: Wards) -> None:
    kit = received(wards)
    told = AuditEntry.objects.count()
    tried = try_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW)
    wards.adoption.refresh_from_db()
    assert wards.adoption.version == 1
    assert not ProcedureOffer.objects.filter(unit=wards.learner).exists()
    assert (AuditEntry.objects.count(), KitUse.objects.count()) == (told, 0)
    done = take_over_kit(kit_id=kit.pk, choice=choice(), by=wards.leader, now=NOW, expected=tried.digest)
    assert done == tried
    use = KitUse.objects.get()
    assert (use.by, use.document) == (wards.leader, DECISION)
    assert [part["code"] for part in use.outcome["parts"]] == list(EVERYTHING)
    assert AuditEntry.objects.filter(action="kits.take_over", actor_staff_id=wards.leader.pk).count() == 1


def test_what_a_colleague_changed_since_the_dry_run_is_shown_before_anything_is_written(wards: Wards) -> None:
    kit = received(wards)
    tried = try_kit(kit_id=kit.pk, choice=choice("texts"), by=wards.leader, now=NOW)
    plan = Plan(wards.leader.pk, settings={"notice": "Lưu ý của phường"})
    change_adoption(adoption_id=wards.adoption.pk, plan=plan, by=wards.leader, now=NOW)
    with pytest.raises(OtherOutcome):
        take_over_kit(kit_id=kit.pk, choice=choice("texts"), by=wards.leader, now=NOW, expected=tried.digest)
    wards.adoption.refresh_from_db()
    assert wards.adoption.settings["notice"] == "Lưu ý của phường"


def test_a_unit_without_a_plan_takes_nothing_over(wards: Wards) -> None:
    stop_adoption(adoption_id=wards.adoption.pk, reason="Chưa đủ người.", by=wards.leader, now=NOW)
    with pytest.raises(NotPlanned):
        take(wards)
    assert not ProcedureOffer.objects.filter(unit=wards.learner).exists()


def test_nothing_chosen_is_nothing_done(wards: Wards) -> None:
    with pytest.raises(NothingChosen):
        take_over_kit(kit_id=received(wards).pk, choice=Choice(("targets",)), by=wards.leader, now=NOW)


def test_nobody_acts_for_a_unit_that_is_not_theirs(wards: Wards) -> None:
    data, kit = exported(wards), received(wards)
    specialist = make_staff(role=Role.SPECIALIST, unit=wards.learner)
    for stranger in (wards.good_leader, specialist):
        with pytest.raises(NotAllowed):
            receive_kit(data=data, unit_id=wards.learner.pk, by=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            try_kit(kit_id=kit.pk, choice=choice(), by=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            take_over_kit(kit_id=kit.pk, choice=choice(), by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        export_kit(unit_id=wards.good.pk, service="onestop", by=wards.leader, now=NOW)


def test_a_service_that_does_not_run_is_not_exported(wards: Wards) -> None:
    with pytest.raises(ServiceNotLive):
        export_kit(unit_id=wards.learner.pk, service="onestop", by=wards.leader, now=NOW)
    assert not UnitService.objects.filter(unit=wards.learner).exists()


def test_the_same_file_is_received_once(wards: Wards) -> None:
    data = exported(wards)
    assert received(wards, data) == received(wards, data)
    assert ReceivedKit.objects.count() == 1


def test_a_kit_holds_no_phone_number_person_or_document_of_the_unit(wards: Wards) -> None:
    text = exported(wards).decode()
    assert "028 3844 1234" not in text
    assert not [name for name in ("Trần Văn Tốt", "QĐ 9", "3/TB-UBND") if name in text]
