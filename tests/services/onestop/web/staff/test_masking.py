"""Who works on a dossier sees all of it, other readers see numbers masked, and every reading is noted."""

import re

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.privacy.models import Reading, ReadingKind
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.actions.enter_at_counter import enter_at_counter
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.factories.forms import make_field
from tests.factories.onestop import (
    NOW,
    Office,
    make_answers,
    make_document,
    make_dossier,
    make_entry,
    make_procedure,
)
from tests.factories.units import make_staff, sign_in

NUMBER, PHONE = "079190012345", "0901234567"


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """A dossier on the specialist's desk."""
    return make_dossier(office, State.IN_PROCESS, online=True, identity_number=NUMBER, phone=PHONE)


def page_for(staff: Staff, dossier: Dossier) -> str:
    answer = sign_in(Client(), staff).get(reverse("onestop_staff:dossier", args=[dossier.code]))
    assert answer.status_code == 200
    # the history is no place for numbers; spaces within a telephone number are
    return re.sub(r"(?<=\d) (?=\d)", "", answer.content.decode())


def sees_in_full(page: str) -> bool:
    shown = [text in page for text in (NUMBER, PHONE)]
    assert len(set(shown)) == 1
    return shown[0]


@pytest.mark.parametrize(
    ("role", "in_full"),
    [
        (Role.SPECIALIST, True),  # the present step is theirs
        (Role.LEADER, True),  # leads the office where it lies
        (Role.RECEPTIONIST, False),
        (Role.CLERK, False),
        (Role.AUDITOR, False),
    ],
)
def test_who_sees_numbers_in_full(office: Office, dossier: Dossier, role: Role, in_full: bool) -> None:
    assert sees_in_full(page_for(make_staff(role=role, unit=office.unit), dossier)) is in_full


def test_an_address_in_a_row_of_a_list_is_cut_as_one_outside(office: Office) -> None:
    form = make_document().form.model_dump(mode="json", exclude_defaults=True)
    place = make_field("text", "place", label={"vi": "Địa chỉ"})
    form["sections"][1]["fields"].append(make_field("list", "former", fields=[place]))
    procedure = make_procedure(units=[office.unit], form=form)
    answers = make_answers(former=[{"place": "1 Ba Vân, Phường 14"}])
    entry = make_entry(office, slug=procedure.slug, answers=answers)
    dossier = enter_at_counter(entry=entry, by=office.receptionist, now=NOW)
    masked, whole = page_for(make_staff(role=Role.CLERK, unit=office.unit), dossier), page_for(office.leader, dossier)
    assert ("1. Địa chỉ: Phường 14" in masked, "1 Ba Vân" in masked) == (True, False)
    assert "1. Địa chỉ: 1 Ba Vân, Phường 14" in whole


def test_after_the_end_nobody_does(office: Office) -> None:
    dossier = make_dossier(office, State.RETURNED, identity_number=NUMBER, phone=PHONE)
    assert not sees_in_full(page_for(office.leader, dossier))


def test_a_reason_shows_them_for_a_while_and_stays(office: Office, dossier: Dossier) -> None:
    auditor = make_staff(role=Role.AUDITOR, unit=office.unit)
    client, address = sign_in(Client(), auditor), reverse("onestop_staff:show_in_full", args=[dossier.code])
    assert client.post(address, {"reason": "  "}).status_code == 400
    assert client.post(address, {"reason": "Kiểm tra đơn thư số 12"}).status_code == 302
    assert sees_in_full(page_for(auditor, dossier))

    shown = Reading.objects.get(kind=ReadingKind.SHOWN)
    assert (shown.staff, shown.person, shown.reason) == (auditor, dossier.applicant, "Kiểm tra đơn thư số 12")
    assert AuditEntry.objects.filter(action="privacy.show_in_full", target_id=dossier.code).count() == 1
    # for this reader and this dossier only
    assert not sees_in_full(page_for(make_staff(role=Role.AUDITOR, unit=office.unit), dossier))


def test_a_stranger_asks_in_vain(dossier: Dossier) -> None:
    stranger = sign_in(Client(), make_staff(role=Role.AUDITOR))
    address = reverse("onestop_staff:show_in_full", args=[dossier.code])
    assert [stranger.get(address).status_code, stranger.post(address, {"reason": "x"}).status_code] == [404, 404]
    assert not Reading.objects.exists()


def test_page_file_and_letter_are_noted(office: Office, dossier: Dossier) -> None:
    client = sign_in(Client(), office.specialist)
    stored = dossier.papers.get().stored_id
    client.get(reverse("onestop_staff:dossier", args=[dossier.code]))
    b"".join(client.get(reverse("onestop_staff:file", args=[dossier.code, stored])))
    client.get(reverse("onestop_staff:letter", args=[dossier.code, "receipt"]))
    rows = Reading.objects.order_by("pk").values_list("kind", "staff", "person", "about_id", "in_full")
    assert list(rows) == [
        (kind, office.specialist.pk, dossier.applicant_id, dossier.code, True) for kind in ("page", "file", "letter")
    ]


def test_noting_costs_one_insert(office: Office, dossier: Dossier) -> None:
    client = sign_in(Client(), office.specialist)
    address = reverse("onestop_staff:dossier", args=[dossier.code])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len([query for query in asked.captured_queries if "privacy_reading" in query["sql"]]) == 1


def test_what_was_noted_stays(office: Office, dossier: Dossier) -> None:
    page_for(office.specialist, dossier)
    for change in (lambda: Reading.objects.update(about_id="x"), lambda: Reading.objects.all().delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
