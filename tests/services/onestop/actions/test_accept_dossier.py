"""Acceptance starts the clock, enters the book, orders the receipt and tells the applicant."""

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff

ADDRESS = {"street": "12 Hoàng Hoa Thám", "ward": "Phường 4, quận Tân Bình", "province": "Thành phố Hồ Chí Minh"}


def test_the_counter_accepts_and_everything_follows(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    OutboxMessage.objects.all().delete()
    dossier = accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW)
    stored = Dossier.objects.select_related("book_entry").get(pk=dossier.pk)
    assert (stored.state, stored.step, stored.holder_id) == (State.ACCEPTED, "reception", office.receptionist.pk)
    assert stored.book_entry is not None
    assert stored.book_entry.columns["dossier_code"] == stored.code
    assert [row.kind for row in stored.events.order_by("seq")] == [Action.SUBMIT, Action.ACCEPT]
    assert ProcrastinateJob.objects.filter(task_name="onestop.issue_letter", args__dossier_id=stored.pk).count() == 1
    message = OutboxMessage.objects.get()
    assert (message.channel, message.to) == ("sms", "0901234567")
    assert stored.code in message.body
    assert stored.look_up_address in message.body
    assert "Ánh" not in message.body + message.subject
    entry = AuditEntry.objects.filter(action="onestop.accept").get()
    assert (entry.target_id, entry.unit_id, entry.actor_staff_id) == (
        str(stored.pk),
        office.unit.pk,
        office.receptionist.pk,
    )


@pytest.mark.parametrize(
    ("changes", "contact"),
    [
        ({"address": ADDRESS}, "12 Hoàng Hoa Thám, Phường 4, quận Tân Bình, Thành phố Hồ Chí Minh; 0901234567"),
        ({}, "0901234567"),
        ({"address": ADDRESS, "phone": ""}, "12 Hoàng Hoa Thám, Phường 4, quận Tân Bình, Thành phố Hồ Chí Minh"),
    ],
)
def test_the_book_holds_address_and_telephone_as_far_as_they_are_known(
    office: Office, changes: dict[str, Any], contact: str
) -> None:
    dossier = make_dossier(office, **changes)
    assert dossier.book_entry is not None
    assert dossier.book_entry.columns["contact"] == contact


def test_an_accepted_dossier_is_not_accepted_again(office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    with pytest.raises(NotNow):
        accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW)
    assert dossier.events.count() == 2


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.LEADER, Role.CLERK, Role.AUDITOR])
def test_colleagues_with_another_role_may_not_accept(office: Office, role: Role) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    colleague = make_staff(role=role, unit=office.unit)
    with pytest.raises(NotAllowed):
        accept_dossier(dossier_id=dossier.pk, by=colleague, now=NOW)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.ADMINISTRATOR])
def test_who_does_not_read_dossiers_finds_none(office: Office, role: Role) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    with pytest.raises(Dossier.DoesNotExist):
        accept_dossier(dossier_id=dossier.pk, by=make_staff(role=role, unit=office.unit), now=NOW)


def test_for_the_counter_of_another_unit_the_dossier_does_not_exist(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    with pytest.raises(Dossier.DoesNotExist):
        accept_dossier(dossier_id=dossier.pk, by=make_staff(role=Role.RECEPTIONIST), now=NOW)
    assert Dossier.objects.get(pk=dossier.pk).state == State.SUBMITTED
