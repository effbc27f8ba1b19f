"""What was agreed on a version and taken back can be agreed on again; what was agreed before stays as it was."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.agree_moves import agree_moves
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.actions.publish_definition_draft import publish_definition_draft
from motcua.services.onestop.actions.withdraw_moves import withdraw_moves
from motcua.services.onestop.models import Dossier, MovePlan, MoveState
from motcua.services.onestop.queries.definitions import definitions_page
from motcua.services.onestop.queries.moves import due_plans, moves_page
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import State
from tests.factories.definitions import make_definition_draft, make_designer
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import sign_in
from tests.hands import at_once

LATER = NOW + timedelta(hours=1)
BEGINS = datetime(2019, 12, 31, 17, tzinfo=UTC)
REASON = "Văn bản mới lùi ngày áp dụng."


@pytest.fixture
def designer(office: Office) -> Staff:
    """Who writes procedures."""
    return make_designer(office)


@pytest.fixture
def dossiers(office: Office) -> list[Dossier]:
    """Two dossiers under way."""
    return [make_dossier(office, State.IN_PROCESS) for _time in range(2)]


def publish(office: Office, designer: Staff, dossiers: list[Dossier]) -> MovePlan:
    """Publish a version of 1 January 2020 and agree that these dossiers go on under it."""
    draft = make_definition_draft(office, designer, valid_from="2020-01-01")
    publish_definition_draft(
        draft_id=draft.pk, agreed=ids(*dossiers), by=designer, now=NOW, expected_version=draft.version
    )
    return MovePlan.objects.get()


@pytest.fixture
def taken_back(office: Office, designer: Staff, dossiers: list[Dossier]) -> MovePlan:
    """An agreement that was taken back."""
    plan = publish(office, designer, dossiers)
    withdraw_moves(plan_id=plan.pk, reason=REASON, by=designer, now=LATER)
    return plan


def ids(*dossiers: Dossier) -> list[int]:
    return [dossier.pk for dossier in dossiers]


def test_what_was_taken_back_is_agreed_on_again_and_moves_on_the_day(
    taken_back: MovePlan, designer: Staff, dossiers: list[Dossier]
) -> None:
    plan = agree_moves(plan_id=taken_back.pk, agreed=ids(dossiers[0]), by=designer, now=LATER)
    assert (plan.version, plan.number, plan.agreed_by) == (taken_back.version, 2, designer)
    assert due_plans(BEGINS) == [plan]
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: BEGINS) == {MoveState.MOVED: 1}
    found = [Dossier.objects.get(pk=dossier.pk).procedure_version.number for dossier in dossiers]
    assert found == [2, 1]  # only what was agreed on again


def test_the_first_agreement_stays_with_what_became_of_it(
    taken_back: MovePlan, designer: Staff, dossiers: list[Dossier]
) -> None:
    before = list(taken_back.rows.values())
    plan = agree_moves(plan_id=taken_back.pk, agreed=ids(*dossiers), by=designer, now=LATER)
    assert list(taken_back.rows.values()) == before
    assert {row["state"] for row in before} == {MoveState.LEFT}
    assert moves_page(plan_id=taken_back.pk, now=LATER).others == [plan]
    assert moves_page(plan_id=plan.pk, now=LATER).others == [taken_back]
    (row,) = [each for each in definitions_page(now=LATER).rows if each.moves is not None]
    assert row.moves == plan  # the list leads to the last one
    entry = AuditEntry.objects.get(action="onestop.agree_moves")
    assert (entry.target_id, entry.detail["agreed"], entry.detail["after"]) == (str(plan.pk), 2, str(taken_back.pk))


def test_it_can_be_taken_back_and_given_a_third_time(
    taken_back: MovePlan, designer: Staff, dossiers: list[Dossier]
) -> None:
    second = agree_moves(plan_id=taken_back.pk, agreed=ids(*dossiers), by=designer, now=LATER)
    withdraw_moves(plan_id=second.pk, reason=REASON, by=designer, now=LATER)
    assert agree_moves(plan_id=taken_back.pk, agreed=ids(*dossiers), by=designer, now=LATER).number == 3


def test_while_dossiers_of_one_agreement_wait_no_other_is_given(
    office: Office, designer: Staff, dossiers: list[Dossier]
) -> None:
    plan = publish(office, designer, dossiers[:1])
    with pytest.raises(DossierRefused) as refused:
        agree_moves(plan_id=plan.pk, agreed=ids(dossiers[1]), by=designer, now=LATER)
    assert refused.value.code == "moves_still_wait"
    with pytest.raises(IntegrityError), transaction.atomic():
        MovePlan.objects.create(version=plan.version, number=1, agreed_by=designer, agreed_at=LATER)


def test_a_version_that_was_replaced_before_it_began_takes_no_agreement(
    taken_back: MovePlan, office: Office, designer: Staff, dossiers: list[Dossier]
) -> None:
    again = make_definition_draft(office, designer, provenance="đã sửa")
    publish_definition_draft(draft_id=again.pk, agreed=[], by=designer, now=LATER, expected_version=again.version)
    with pytest.raises(DossierRefused) as refused:
        agree_moves(plan_id=taken_back.pk, agreed=ids(*dossiers), by=designer, now=LATER)
    assert refused.value.code == "moves_still_wait"
    assert not moves_page(plan_id=taken_back.pk, now=LATER).may_agree


def test_only_who_writes_procedures_agrees_and_only_on_what_can_be_moved(
    taken_back: MovePlan, office: Office, designer: Staff, dossiers: list[Dossier]
) -> None:
    with pytest.raises(NotAllowed):
        agree_moves(plan_id=taken_back.pk, agreed=ids(*dossiers), by=office.leader, now=LATER)
    decided = make_dossier(office, State.DECIDED)
    for chosen, code in (([], "nothing_chosen"), (ids(decided), "dry_run_changed"), ([0], "dry_run_changed")):
        with pytest.raises(DossierRefused) as refused:
            agree_moves(plan_id=taken_back.pk, agreed=chosen, by=designer, now=LATER)
        assert refused.value.code == code
    assert MovePlan.objects.count() == 1


def test_the_page_shows_what_can_be_moved_and_agrees_to_what_was_ticked(
    taken_back: MovePlan,
    office: Office,
    designer: Staff,
    dossiers: list[Dossier],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    here = f"/can-bo/thu-tuc/soan/chuyen/{taken_back.pk}/"
    desk = sign_in(Client(), designer)
    assert f"{here}dong-y-lai/" in desk.get(here).content.decode()
    page = desk.get(f"{here}dong-y-lai/").content.decode()
    assert all(dossier.code in page for dossier in dossiers)
    refused = desk.post(f"{here}dong-y-lai/", {})
    assert (refused.status_code, "Chưa chọn hồ sơ nào" in unescape(refused.content.decode())) == (409, True)
    answer = desk.post(f"{here}dong-y-lai/", {"dossier": ids(dossiers[1])}, follow=True)
    text = unescape(answer.content.decode())
    assert "Đã ghi đồng ý với 1 hồ sơ." in text
    assert (here in text, f"{here}dong-y-lai/" in text) == (True, False)  # the earlier one is a link away
    assert desk.get(f"{here}dong-y-lai/").status_code == 302
    assert sign_in(Client(), office.leader).get(f"{here}dong-y-lai/").status_code == 404


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_agree_at_once_one_does() -> None:
    office = make_office()
    designer = make_designer(office)
    dossier = make_dossier(office, State.IN_PROCESS)
    plan = publish(office, designer, [dossier])
    withdraw_moves(plan_id=plan.pk, reason=REASON, by=designer, now=LATER)
    done = at_once(lambda: agree_moves(plan_id=plan.pk, agreed=[dossier.pk], by=designer, now=LATER), 2)
    assert done.count("") == 1
    assert MovePlan.objects.count() == 2
