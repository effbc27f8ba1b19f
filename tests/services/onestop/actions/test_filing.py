"""Filing online, at the counter and by a program makes one dossier, with everything that was given."""

import pytest

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.people.models import Person
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.enter_at_counter import enter_at_counter
from motcua.services.onestop.actions.file_by_api import ApiFiling, file_by_api
from motcua.services.onestop.actions.register_api_client import register_api_client
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.models import Channel, Dossier, PaperSource, ResultBy
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.queries.api_clients import client_by_key
from motcua.services.onestop.refusals import KeyReused, PapersMissing, ProcedureClosed
from motcua.services.onestop.states import State
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office, make_answers, make_draft, make_entry
from tests.factories.units import make_staff


def test_what_was_typed_and_attached_is_in_the_dossier(office: Office) -> None:
    draft = make_draft(office, identity_number="079190012345", email="anh@vidu.vn")
    dossier = submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW, result_by=ResultBy.POST)
    stored = Dossier.objects.select_related("applicant", "draft").get(pk=dossier.pk)
    assert (stored.state, stored.channel, stored.result_by) == (State.SUBMITTED, Channel.ONLINE, ResultBy.POST)
    assert stored.answers["purpose"] == "Bán lẻ"
    assert (stored.applicant.full_name, stored.applicant.identity_number) == ("Nguyễn Thị Ánh", "079190012345")
    assert (stored.contact_email, stored.contact_phone) == ("anh@vidu.vn", "0901234567")
    assert (stored.receiving_unit_id, stored.deciding_unit_id) == (office.unit.pk, office.unit.pk)
    assert stored.search_key == "nguyen thi anh"
    assert stored.draft == draft
    paper = stored.papers.get()
    assert (paper.title, paper.source, paper.stored_id) == (
        "Đơn đề nghị",
        PaperSource.FILING,
        draft.papers.get().stored_id,
    )
    message = OutboxMessage.objects.get()
    assert (message.channel, message.to) == ("email", "anh@vidu.vn")
    assert stored.code in message.subject


def test_submitting_again_finds_the_same_dossier(office: Office) -> None:
    draft = make_draft(office)
    first = submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW)
    assert submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW).pk == first.pk
    assert (Dossier.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_an_incomplete_draft_is_refused_with_every_fault(office: Office) -> None:
    draft = make_draft(office, with_paper=False)
    with pytest.raises(PapersMissing) as missing:
        submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW)
    assert missing.value.papers == ("Đơn đề nghị",)
    draft.answers.pop("purpose")
    draft.save()
    with pytest.raises(FormRefused) as faults:
        submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW)
    assert list(faults.value.errors) == ["purpose"]
    assert not Dossier.objects.exists()


def test_a_paper_is_asked_for_when_the_answers_call_for_it(office: Office) -> None:
    draft = make_draft(office, is_renewal="yes")
    with pytest.raises(PapersMissing) as missing:
        submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW)
    assert missing.value.papers == ("Giấy phép cũ",)


def test_a_draft_cannot_be_submitted_to_a_procedure_that_was_closed_meanwhile(office: Office) -> None:
    draft = make_draft(office)
    close_procedure(slug=office.slug, unit_id=office.unit.pk, reason="Ngừng", by=SYSTEM, now=NOW)
    with pytest.raises(ProcedureClosed):
        submit_dossier(draft_id=draft.pk, by=CITIZEN, now=NOW)


def test_one_person_filing_twice_is_one_person(office: Office) -> None:
    for _ in range(2):
        entry = make_entry(office, answers=make_answers(identity_number="079190012345"))
        enter_at_counter(entry=entry, by=office.receptionist, now=NOW)
    assert (Dossier.objects.count(), Person.objects.count()) == (2, 1)


def test_the_counter_files_and_accepts_in_one_breath_and_tells_once(office: Office) -> None:
    helper = {"name": "Lê Văn Giúp", "relation": "con"}
    entry = make_entry(office, helper=helper, papers=(HandedIn("request", count=2), HandedIn(title="Ảnh 3x4")))
    dossier = enter_at_counter(entry=entry, by=office.receptionist, now=NOW)
    assert (dossier.state, dossier.channel, dossier.helper) == (State.ACCEPTED, Channel.COUNTER, helper)
    papers = dossier.papers.values_list("title", "copy_kind", "count")
    assert list(papers) == [("Đơn đề nghị", "original", 2), ("Ảnh 3x4", "original", 1)]
    assert "Hẹn trả kết quả" in OutboxMessage.objects.get().body


def test_the_same_form_sent_again_at_the_counter_finds_the_first_dossier(office: Office) -> None:
    entry = make_entry(office)
    first = enter_at_counter(entry=entry, by=office.receptionist, now=NOW)
    assert enter_at_counter(entry=entry, by=office.receptionist, now=NOW).pk == first.pk
    colleague = make_staff(role=Role.RECEPTIONIST, unit=office.unit)
    assert enter_at_counter(entry=entry, by=colleague, now=NOW).pk != first.pk


def test_only_a_receptionist_of_the_unit_enters_dossiers(office: Office) -> None:
    for staff in (office.specialist, office.leader, make_staff(role=Role.RECEPTIONIST)):
        with pytest.raises(NotAllowed):
            enter_at_counter(entry=make_entry(office), by=staff, now=NOW)


def test_a_wrong_counter_entry_leaves_nothing_and_gives_the_number_back(office: Office) -> None:
    with pytest.raises(FormRefused):
        enter_at_counter(entry=make_entry(office, answers={"full_name": ""}), by=office.receptionist, now=NOW)
    with pytest.raises(PapersMissing):
        enter_at_counter(entry=make_entry(office, papers=()), by=office.receptionist, now=NOW)
    assert not Person.objects.exists()
    dossier = enter_at_counter(entry=make_entry(office), by=office.receptionist, now=NOW)
    assert dossier.code.endswith("-190408-0001")


def test_a_program_files_with_a_key_once(office: Office) -> None:
    client = client_by_key(register_api_client(name="Cổng quốc gia", by=SYSTEM, now=NOW))
    assert client is not None
    code = version_on(office.unit, day_of(NOW)).code
    filing = ApiFiling(office.slug, code, make_answers())
    first = file_by_api(client=client, key="k-1", filing=filing, now=NOW)
    assert file_by_api(client=client, key="k-1", filing=filing, now=NOW).pk == first.pk
    assert (first.state, first.channel, Dossier.objects.count()) == (State.SUBMITTED, Channel.API, 1)
    with pytest.raises(KeyReused):
        file_by_api(client=client, key="k-1", filing=ApiFiling(office.slug, code, {}), now=NOW)
    assert file_by_api(client=client, key="k-2", filing=filing, now=NOW).pk != first.pk


@pytest.mark.parametrize(
    ("contact", "code"), [({"contact_email": "anh"}, "contact_email"), ({"contact_phone": "12"}, "phone")]
)
def test_nothing_is_sent_to_an_address_that_cannot_be(office: Office, contact: dict[str, str], code: str) -> None:
    client = client_by_key(register_api_client(name="Cổng", by=SYSTEM, now=NOW))
    assert client is not None
    filing = ApiFiling(office.slug, version_on(office.unit, day_of(NOW)).code, make_answers(), **contact)
    with pytest.raises(Refused) as refused:
        file_by_api(client=client, key="k", filing=filing, now=NOW)
    assert refused.value.code.startswith(code)
    assert not Dossier.objects.exists()


def test_the_key_of_one_program_is_not_that_of_another(office: Office) -> None:
    filing = ApiFiling(office.slug, version_on(office.unit, day_of(NOW)).code, make_answers())
    made = set()
    for name in ("A", "B"):
        client = client_by_key(register_api_client(name=name, by=SYSTEM, now=NOW))
        assert client is not None
        made.add(file_by_api(client=client, key="same", filing=filing, now=NOW).pk)
    assert len(made) == 2


def test_a_program_that_was_switched_off_is_unknown(office: Office) -> None:
    key = register_api_client(name="Cũ", by=SYSTEM, now=NOW)
    client = client_by_key(key)
    assert client is not None
    client.is_active = False
    client.save()
    assert client_by_key(key) is None
    assert client_by_key("x") is None


def test_only_the_platform_registers_programs(office: Office) -> None:
    with pytest.raises(NotAllowed):
        register_api_client(name="X", by=CITIZEN, now=NOW)
