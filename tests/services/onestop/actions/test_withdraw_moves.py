"""An agreement that dossiers move to a version of the future is taken back until that day, with a reason."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.actions.publish_definition_draft import publish_definition_draft
from motcua.services.onestop.actions.withdraw_moves import withdraw_moves
from motcua.services.onestop.models import MovePlan, MoveState
from motcua.services.onestop.queries.moves import due_plans
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import State
from tests.factories.definitions import make_definition_draft, make_designer
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff, sign_in

LATER = NOW + timedelta(hours=1)
THE_DAY_BEFORE = datetime(2019, 12, 31, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
BEGINS = datetime(2019, 12, 31, 17, tzinfo=UTC)
REASON = "Văn bản mới lùi ngày áp dụng."


@pytest.fixture
def designer(office: Office) -> Staff:
    """Who writes procedures."""
    return make_designer(office)


@pytest.fixture
def plan(office: Office, designer: Staff) -> MovePlan:
    """Two dossiers that are to go on under the version of 1 January 2020."""
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(2)]
    draft = make_definition_draft(office, designer, valid_from="2020-01-01")
    publish_definition_draft(
        draft_id=draft.pk,
        agreed=[dossier.pk for dossier in dossiers],
        by=designer,
        now=NOW,
        expected_version=draft.version,
    )
    return MovePlan.objects.get()


def test_what_was_taken_back_does_not_move_on_the_day_and_says_why(plan: MovePlan, designer: Staff) -> None:
    assert withdraw_moves(plan_id=plan.pk, reason=f" {REASON} ", by=designer, now=THE_DAY_BEFORE) == 2
    assert due_plans(BEGINS) == []
    assert carry_out_moves(plan_id=plan.pk, clock=lambda: BEGINS) == {MoveState.LEFT: 2}
    rows = list(plan.rows.select_related("dossier__procedure_version"))
    assert {row.dossier.procedure_version.number for row in rows} == {1}
    assert {row.said["vi"] for row in rows} == {f"Người đồng ý đã rút lại: {REASON}"}
    assert {row.at for row in rows} == {THE_DAY_BEFORE}


def test_taking_back_is_in_the_journal_with_its_reason(plan: MovePlan, designer: Staff) -> None:
    withdraw_moves(plan_id=plan.pk, reason=REASON, by=designer, now=LATER)
    entry = AuditEntry.objects.get(action="onestop.withdraw_moves")
    assert (entry.target_id, entry.detail["left"], entry.detail["reason"]) == (str(plan.pk), 2, REASON)


def test_while_whoever_agreed_writes_procedures_nobody_else_takes_it_back(
    plan: MovePlan, office: Office, designer: Staff
) -> None:
    colleague = make_staff(role=Role.ADMINISTRATOR, unit=office.unit, name="Đỗ Văn Khác")
    with pytest.raises(DossierRefused) as refused:
        withdraw_moves(plan_id=plan.pk, reason=REASON, by=colleague, now=LATER)
    assert (refused.value.code, "Chỉ Vũ Văn Soạn" in str(refused.value)) == ("agreed_by_another", True)
    designer.roles.update(ended_at=NOW)
    for nobody in (designer, office.leader):
        with pytest.raises(NotAllowed):
            withdraw_moves(plan_id=plan.pk, reason=REASON, by=nobody, now=LATER)
    assert set(plan.rows.values_list("state", flat=True)) == {MoveState.WAITING}


def test_once_whoever_agreed_writes_procedures_no_more_a_colleague_takes_it_back(
    plan: MovePlan, office: Office, designer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    colleague = make_staff(role=Role.ADMINISTRATOR, unit=office.unit, name="Đỗ Văn Khác")
    here = f"/can-bo/thu-tuc/soan/chuyen/{plan.pk}/"
    desk = sign_in(Client(), colleague)
    assert f"{here}rut-lai/" not in desk.get(here).content.decode()
    designer.roles.update(ended_at=NOW)
    assert f"{here}rut-lai/" in desk.get(here).content.decode()
    assert withdraw_moves(plan_id=plan.pk, reason=REASON, by=colleague, now=LATER) == 2
    said = f"Đỗ Văn Khác đã rút lại thay {designer.full_name}, người không còn phụ trách: {REASON}"
    assert {row.said["vi"] for row in plan.rows.all()} == {said}
    entry = AuditEntry.objects.get(action="onestop.withdraw_moves")
    assert (entry.actor_staff_id, plan.agreed_by) == (colleague.pk, designer)


def test_nothing_is_taken_back_without_a_reason_twice_or_from_the_day_on(plan: MovePlan, designer: Staff) -> None:
    for reason, now, code in ((" ", LATER, "reason"), (REASON, BEGINS, "moves_have_begun")):
        with pytest.raises(DossierRefused) as refused:
            withdraw_moves(plan_id=plan.pk, reason=reason, by=designer, now=now)
        assert refused.value.code == code
    assert not plan.rows.exclude(state=MoveState.WAITING).exists()
    withdraw_moves(plan_id=plan.pk, reason=REASON, by=designer, now=LATER)
    with pytest.raises(DossierRefused) as again:
        withdraw_moves(plan_id=plan.pk, reason=REASON, by=designer, now=LATER)
    assert again.value.code == "moves_are_over"


def test_the_page_offers_it_to_whoever_agreed_only_and_asks_for_a_reason(
    plan: MovePlan, office: Office, designer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    here = f"/can-bo/thu-tuc/soan/chuyen/{plan.pk}/"
    desk, other = (
        sign_in(Client(), staff) for staff in (designer, make_staff(role=Role.ADMINISTRATOR, unit=office.unit))
    )
    assert f"{here}rut-lai/" in desk.get(here).content.decode()
    assert f"{here}rut-lai/" not in other.get(here).content.decode()
    assert other.get(f"{here}rut-lai/").status_code == 302
    assert desk.get(f"{here}rut-lai/").status_code == 200
    refused = desk.post(f"{here}rut-lai/", {"reason": " "})
    assert (refused.status_code, "Chưa ghi lý do." in unescape(refused.content.decode())) == (422, True)
    answer = desk.post(f"{here}rut-lai/", {"reason": REASON}, follow=True)
    text = unescape(answer.content.decode())
    assert ("Đã rút lại: 2 hồ sơ giữ phiên bản cũ." in text, REASON in text) == (True, True)
    assert f"{here}rut-lai/" not in text
    assert sign_in(Client(), office.leader).get(f"{here}rut-lai/").status_code == 404
