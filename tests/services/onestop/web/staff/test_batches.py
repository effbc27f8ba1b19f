"""Many dossiers in the browser: mark, look through, do; hand on; found by number and parcel."""

import re

import pytest
from django.conf import settings
from django.test import Client

from motcua.foundation.units.models import Role
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.models import Batch, Dossier
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff

HOME, BATCHES = "/can-bo/", "/can-bo/loat/"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_marked_dossiers_are_shown_before_anything_is_done(office: Office, desk: Client) -> None:
    marked, other = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    assert f'value="{marked.pk}"' in text_of(desk, HOME)
    answer = desk.post(BATCHES, {"act": "take", "scope": "chosen", "dossier": [marked.pk]}, follow=True)
    page = answer.content.decode()
    assert (marked.code in page, other.code in page, "Thực hiện với 1 hồ sơ" in page) == (True, False, True)
    assert Dossier.objects.get(pk=marked.pk).holder_id != office.specialist.pk


def test_a_press_does_it_and_the_log_says_so(office: Office, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    desk.post(BATCHES, {"act": "take", "dossier": [dossier.pk]})
    batch = Batch.objects.get()
    started = desk.post(f"{BATCHES}{batch.pk}/")
    run_id = started.headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    jobs.carry_out_batch(batch_id=str(batch.pk), run_id=run_id)
    assert "Đã làm" in text_of(desk, f"{BATCHES}{batch.pk}/")
    assert batch.get_act_display() in text_of(desk, BATCHES)
    assert Dossier.objects.get(pk=dossier.pk).holder == office.specialist


def test_all_that_the_filters_show_is_taken_also_what_stands_on_later_pages(office: Office, desk: Client) -> None:
    wanted = [make_dossier(office, State.IN_PROCESS) for _ in range(2)]
    make_dossier(office, State.IN_PROCESS, full_name="Trần Văn Bình")
    desk.post(BATCHES, {"act": "take", "scope": "all", "filters": "q=anh+nguyen"})
    assert set(Batch.objects.get().rows.values_list("dossier", flat=True)) == {each.pk for each in wanted}


def test_nothing_marked_leads_back_with_a_sentence(office: Office, desk: Client) -> None:
    answer = desk.post(BATCHES, {"act": "take", "filters": "nhom=working"}, follow=True)
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("?nhom=working")


def test_a_note_that_the_database_cannot_keep_is_the_senders_fault(office: Office, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    answer = desk.post(BATCHES, {"act": "note", "dossier": [dossier.pk], "note": "Chờ\x00"})
    assert answer.status_code == 400
    assert not Batch.objects.exists()


@pytest.mark.parametrize("act", ["", "decide", "take'--"])
def test_an_act_that_does_not_exist_plans_nothing(office: Office, desk: Client, act: str) -> None:
    page = desk.post(BATCHES, {"act": act, "dossier": [make_dossier(office).pk]}, follow=True).content.decode()
    assert ("Chưa chọn việc cần làm" in page, Batch.objects.exists()) == (True, False)


def test_the_batch_of_another_does_not_exist(office: Office, desk: Client, lead: Client) -> None:
    desk.post(BATCHES, {"act": "note", "note": "x", "dossier": [make_dossier(office).pk]})
    batch = Batch.objects.get()
    assert lead.get(f"{BATCHES}{batch.pk}/").status_code == 404
    assert lead.post(f"{BATCHES}{batch.pk}/").status_code == 404


def test_a_leader_hands_on_all_that_somebody_holds(office: Office, lead: Client, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=NOW)
    assert office.specialist.full_name in text_of(lead, "/can-bo/ban-giao-ho-so/")
    assert desk.get("/can-bo/ban-giao-ho-so/").status_code == 404
    given = {"holder": office.specialist.pk, "unit": office.unit.pk, "to_staff": office.leader.pk}
    page = lead.post("/can-bo/ban-giao-ho-so/giao/", given, follow=True).content.decode()
    assert (dossier.code in page, "Không làm được" in page) == (True, True)  # a leader has not the specialist's role


def test_the_page_offers_only_colleagues_who_can_do_the_step(office: Office, lead: Client) -> None:
    page = "/can-bo/ban-giao-ho-so/"
    take_dossier(dossier_id=make_dossier(office, State.IN_PROCESS).pk, by=office.specialist, now=NOW)
    text = text_of(lead, page)
    assert ("Không có người khác đảm nhiệm được bước này" in text, 'name="to_staff"' in text) == (True, False)
    colleague = make_staff(role=Role.SPECIALIST, unit=office.unit, name="Đặng Thị Kế")
    offered = re.findall(r'<option value="(\d+)">([^<]+)<', text_of(lead, page))
    assert offered == [(str(colleague.pk), colleague.full_name)]
    waiting = make_dossier(office)
    Dossier.objects.filter(pk=waiting.pk).update(holder=office.specialist)
    assert f"{colleague.full_name} (đảm nhiệm được 1/2 hồ sơ)" in text_of(lead, page)


def test_an_office_that_one_does_not_lead_cannot_be_shared_out(office: Office, lead: Client) -> None:
    other = make_office(procedure=office.procedure)
    given = {"holder": other.specialist.pk, "unit": other.unit.pk, "to_staff": office.specialist.pk}
    assert lead.post("/can-bo/ban-giao-ho-so/giao/", given).status_code == 404


def test_one_dossier_is_given_to_a_colleague_from_its_page(office: Office, lead: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    address = f"/can-bo/ho-so/{dossier.code}/giao-nguoi-xu-ly/"
    assert office.specialist.full_name in text_of(lead, address)
    lead.post(address, {"version": dossier.version, "to_staff": office.specialist.pk, "reason": ""})
    assert Dossier.objects.get(pk=dossier.pk).holder == office.specialist


@pytest.mark.parametrize("term", ["0901234567", "+84 901 234 567", "079190012345"])
def test_a_dossier_is_found_by_telephone_and_identity_number(office: Office, counter: Client, term: str) -> None:
    dossier = make_dossier(office, phone="0901234567", identity_number="079190012345")
    other = make_dossier(office, phone="0912345678", full_name="Trần Văn Bình")
    page = text_of(counter, f"{HOME}?q={term.replace('+', '%2B')}")
    assert (dossier.code in page, other.code in page) == (True, False)


def test_whoever_types_part_of_an_identity_number_reads_that_it_is_found_whole_only(
    office: Office, counter: Client
) -> None:
    make_dossier(office, identity_number="079190012345")
    hint = "chỉ tìm được khi gõ đủ cả số"
    assert [hint in text_of(counter, f"{HOME}?q={term}") for term in ("079190", "079190012345", "an")] == [
        True,
        False,
        False,
    ]


def test_in_english_a_list_says_when_it_was_created_and_whom_it_is_assigned_to(office: Office, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    desk.post(BATCHES, {"act": "take", "dossier": [dossier.pk]})
    listed, page = text_of(desk, BATCHES), text_of(desk, f"{BATCHES}{Batch.objects.get().pk}/")
    assert all(head in listed for head in ("Assigned to", "Created"))
    assert not any(head in listed for head in ("Receiver", "Issued at"))
    assert "Carry out on 1 dossier<" in page


def test_in_english_one_dossier_is_no_dossiers(office: Office, lead: Client) -> None:
    take_dossier(dossier_id=make_dossier(office, State.IN_PROCESS).pk, by=office.specialist, now=NOW)
    lead.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text_of(lead, "/can-bo/ban-giao-ho-so/")
    assert ": 1 dossier<" in page
    assert "1 dossiers" not in page
