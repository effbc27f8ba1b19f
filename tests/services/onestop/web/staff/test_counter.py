"""Counter entry: one page, one dossier, a scanned card, nothing typed is lost."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.foundation.units.models import Role
from motcua.services.onestop.models import Dossier
from tests.factories.delivery import make_carriers
from tests.factories.onestop import Office, make_answers, make_office
from tests.factories.units import make_role

CARD = "079190000123|023456789|Nguyễn Thị Ánh|02031990|Nữ|12 Ba Vân, Phường 14, Tân Bình, TP. Hồ Chí Minh|01012022"


def typed(office: Office, **changes: Any) -> dict[str, Any]:
    """Return the form of the counter as a receptionist fills it."""
    return {
        **make_answers(),
        "quay-nonce": "mot-lan",
        "quay-unit": office.unit.pk,
        "quay-papers": ["request"],
        "quay-result_by": "counter",
    } | changes


def test_an_entry_is_received_and_its_receipt_is_offered_in_focus(office: Office, counter: Client) -> None:
    answer = counter.post(f"/can-bo/quay/{office.slug}/", typed(office), follow=True)
    dossier = Dossier.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/can-bo/ho-so/{dossier.code}/?in=1", 302)]
    assert re.search(rf'href="/can-bo/ho-so/{dossier.code}/giay-to/receipt.pdf"[^>]*autofocus', page)
    for kind in ("receipt", "receipt80"):
        assert counter.get(f"/can-bo/ho-so/{dossier.code}/giay-to/{kind}.pdf").content.startswith(b"%PDF-")


def test_a_double_click_makes_one_dossier(office: Office, counter: Client) -> None:
    given = typed(office)
    first, second = (counter.post(f"/can-bo/quay/{office.slug}/", given) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.count() == 1


def test_each_page_is_an_entry_of_its_own(office: Office, counter: Client) -> None:
    nonces = {
        re.findall(
            r'name="quay-nonce" value="([0-9a-f]+)"', counter.get(f"/can-bo/quay/{office.slug}/").content.decode()
        )[0]
        for _ in range(2)
    }
    assert len(nonces) == 2


def test_wrong_fields_have_their_own_sentence_and_nothing_typed_is_lost(office: Office, counter: Client) -> None:
    wrong = typed(office, phone="12", identity_number="0791", full_name="", purpose="Bán lẻ rượu vang")
    answer = counter.post(f"/can-bo/quay/{office.slug}/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert [key for key in wrong if f'id="id_{key}_error"' in page] == ["full_name", "identity_number", "phone"]
    assert all(f'value="{word}"' in page for word in ("12", "0791", "Bán lẻ rượu vang", "mot-lan"))
    assert Dossier.objects.count() == 0


def test_missing_papers_are_named_and_nothing_is_received(office: Office, counter: Client) -> None:
    answer = counter.post(f"/can-bo/quay/{office.slug}/", typed(office, **{"quay-papers": []}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Còn thiếu giấy tờ bắt buộc" in page
    assert "<li>Đơn đề nghị</li>" in page
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize("button", [{"dien-ma": "1"}, {}], ids=["by its button", "by the scanner's Enter"])
def test_a_scanned_card_fills_the_form_and_keeps_the_rest(
    office: Office, counter: Client, button: dict[str, str]
) -> None:
    given = typed(office, full_name="", identity_number="", purpose="Bán rượu") | {"the-can-cuoc": CARD} | button
    answer = counter.post(f"/can-bo/quay/{office.slug}/", given)
    page = answer.content.decode()
    assert answer.status_code == 200
    for word in ("Nguyễn Thị Ánh", "079190000123", "12 Ba Vân", "Phường 14, Tân Bình", "TP. Hồ Chí Minh", "Bán rượu"):
        assert f'value="{word}"' in page
    assert CARD not in page
    assert "error-summary" not in page
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize("text", ["", "https://vidu.vn", "1|2|3|4|5|6|7"])
def test_something_else_scanned_is_said_and_keeps_what_was_typed(office: Office, counter: Client, text: str) -> None:
    given = typed(office, purpose="Bán rượu") | {"the-can-cuoc": text, "dien-ma": "1"}
    page = counter.post(f"/can-bo/quay/{office.slug}/", given).content.decode()
    assert ('id="id_scan_error"' in page, 'value="Bán rượu"' in page) == (True, True)


def test_procedures_are_found_without_diacritics(office: Office, counter: Client) -> None:
    assert f"/can-bo/quay/{office.slug}/" in counter.get("/can-bo/quay/?q=cap giay phep").content.decode()
    assert "Không có thủ tục nào" in counter.get("/can-bo/quay/?q=khong co dau ca").content.decode()


def test_the_way_home_is_offered_only_where_volunteers_go(office: Office, counter: Client) -> None:
    def ways(office: Office, receptionist: Client) -> list[str]:
        page = receptionist.get(f"/can-bo/quay/{office.slug}/").content.decode()
        (asked,) = re.findall(r'<select name="quay-result_by".*?</select>', page, re.DOTALL)
        return re.findall(r'<option value="(\w+)"', asked)

    assert ways(office, counter) == ["counter", "post", "online"]
    assert counter.post(f"/can-bo/quay/{office.slug}/", typed(office, **{"quay-result_by": "home"})).status_code == 400
    make_carriers(office)
    assert ways(office, counter) == ["counter", "post", "online", "home"]
    assert counter.post(f"/can-bo/quay/{office.slug}/", typed(office, **{"quay-result_by": "home"})).status_code == 302


def test_of_two_units_the_one_that_carries_nothing_home_is_said_at_the_question(
    office: Office, counter: Client
) -> None:
    other = make_office(procedure=office.procedure)
    make_carriers(other)
    make_role(staff=office.receptionist, unit=other.unit, role=Role.RECEPTIONIST)
    page = counter.post(f"/can-bo/quay/{office.slug}/", typed(office, **{"quay-result_by": "home"})).content.decode()
    assert 'id="id_quay-result_by_error"' in page
    given = typed(office, **{"quay-result_by": "home", "quay-unit": other.unit.pk})
    assert counter.post(f"/can-bo/quay/{office.slug}/", given).status_code == 302
