"""The catalogue: found without diacritics, by field and by unit; read in two languages; cheap however long."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.units.actions.change_unit import change_unit
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.versions import facts_of
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.publish_catalogue import publish_catalogue
from motcua.services.onestop.models import Commitment, Procedure
from tests.factories.onestop import NOW, SYSTEM, Office, make_office, make_pledge, make_procedure, make_step
from tests.factories.units import make_unit


def titles(client: Client, query: str = "") -> list[str]:
    """Return the titles of the procedures in the list."""
    html = client.get(f"/thu-tuc/{query}").content.decode()
    parts = html.split('<h2 class="list-title">')[1:]
    return [part.split("</a>")[0].rsplit(">", 1)[1] for part in parts]


def named(vi: str, **changes: Any) -> dict[str, Any]:
    """Return the changes that give a procedure this title."""
    return {"title": {"vi": vi, "en": f"{vi} (en)"}, **changes}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("words", ["khai sinh", "Khai+sinh", "KHAI SINH", "khai sính", "sinh dang ky"])
def test_words_find_a_procedure_without_diacritics_and_in_any_order(client: Client, words: str) -> None:
    make_procedure(**named("Đăng ký khai sinh"))
    make_procedure(**named("Đăng ký khai tử"))
    assert titles(client, f"?q={words}") == ["Đăng ký khai sinh"]


@pytest.mark.usefixtures("office")
def test_the_list_is_in_the_order_of_fields_and_titles(client: Client) -> None:
    for title in ("Đăng ký khai tử", "Chứng thực", "Cấp bản sao"):
        make_procedure(**named(title, field="civil_status"))
    make_procedure(**named("Xác nhận", field="food_safety"))
    assert titles(client)[:4] == ["Xác nhận", "Cấp bản sao", "Chứng thực", "Đăng ký khai tử"]


def test_places_have_their_english_names_on_english_pages(client: Client, office: Office) -> None:
    version = version_on(office.unit, NOW.date())
    change_unit(
        unit_id=office.unit.pk,
        facts=replace(facts_of(version), name_en="Ward 99 Office"),
        first_day=NOW.date(),
        seen_version_id=version.pk,
        by=SYSTEM,
        now=NOW,
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for address in (f"/thu-tuc/{office.slug}/", "/thu-tuc/", f"/nop-ho-so/{office.slug}/"):
        assert "Ward 99 Office" in client.get(address).content.decode()


@pytest.mark.usefixtures("office")
def test_the_field_narrows_the_list(client: Client) -> None:
    make_procedure(**named("Chứng thực chữ ký", field="certification"))
    assert titles(client, "?linh-vuc=certification") == ["Chứng thực chữ ký"]


def test_the_unit_narrows_the_list_to_what_it_receives(client: Client, office: Office) -> None:
    other = make_office(**named("Cấp bản sao"))
    assert titles(client, f"?co-quan={other.unit.pk}") == ["Cấp bản sao"]
    assert len(titles(client)) == 2
    assert office.unit.pk != other.unit.pk


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("unit", ["abc", "99999999999999", "-1", "²", "0"])
def test_a_wrong_unit_in_the_address_is_not_an_error(client: Client, unit: str) -> None:
    assert client.get("/thu-tuc/", {"co-quan": unit}).status_code == 200


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("address", ["/thu-tuc/?q=a%00b", "/thu-tuc/?linh-vuc=%00", "/lich-lam-viec/?don-vi=%00"])
def test_a_zero_byte_in_the_address_is_the_senders_fault(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.content.decode()


@pytest.mark.usefixtures("office")
def test_nothing_found_says_what_to_do(client: Client) -> None:
    answer = client.get("/thu-tuc/?q=khong+co+gi")
    assert "Không tìm thấy thủ tục nào" in answer.content.decode()
    assert titles(client, "?q=khong+co+gi") == []


def test_the_list_asks_as_often_for_three_procedures_as_for_one(
    client: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/thu-tuc/")  # documents once read are kept
    with django_assert_num_queries(5):
        client.get("/thu-tuc/")
    for _each in range(2):
        make_procedure(units=[office.unit])
    client.get("/thu-tuc/")
    with django_assert_num_queries(5):
        client.get("/thu-tuc/")


def test_the_page_of_a_procedure_asks_as_often_for_three_places_as_for_one(
    client: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/thu-tuc/{office.slug}/"
    client.get(address)
    with django_assert_num_queries(4):
        client.get(address)
    for _each in range(2):
        make_office(procedure=office.procedure)
    with django_assert_num_queries(4):
        client.get(address)


def test_a_procedure_shows_limit_papers_steps_and_basis(client: Client, office: Office) -> None:
    html = client.get(f"/thu-tuc/{office.slug}/").content.decode()
    for words in ("10 ngày làm việc", "Đơn đề nghị", "Bước examination", "Nghị định 67/2013/NĐ-CP", "chưa kiểm chứng"):
        assert words in html
    assert f"/nop-ho-so/{office.slug}/" in html


def test_the_days_of_a_step_that_is_not_counted_say_so(client: Client, db: None) -> None:
    law = {"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27"}
    posting = make_step("posting", "specialist", "deciding", 16) | {"clock": "posting", "clock_source": law}
    steps = [
        make_step("reception", "receptionist", "receiving", 4),
        posting,
        make_step("decision", "leader", "deciding", 16),
        make_step("return", "receptionist", "receiving", 4),
    ]
    page = client.get(f"/thu-tuc/{make_procedure(steps=steps).slug}/").content.decode()
    assert page.count("không tính vào thời hạn: niêm yết công khai") == 1


def test_a_procedure_in_english_has_its_english_words(client: Client, office: Office) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(f"/thu-tuc/{office.slug}/").content.decode()
    assert '<html lang="en"' in html
    assert "Permit number" in html
    assert "At step examination" in html


def test_a_procedure_shows_the_shorter_limit_promised_with_its_source(client: Client, office: Office) -> None:
    shortened = make_office(commitments=[make_pledge(8)])
    assert shortened.unit.pk != office.unit.pk
    html = client.get(f"/thu-tuc/{shortened.slug}/").content.decode()
    for words in ("10 ngày làm việc", "Cam kết rút ngắn", "8 ngày làm việc", "554/UBND-CCHC"):
        assert words in html


def test_the_promise_of_one_unit_is_shown_as_that_units(client: Client, office: Office) -> None:
    version = office.procedure.versions.get()
    for unit, amount in ((office.unit, 6), (make_unit(name="Nơi không nhận thủ tục này"), 5)):
        Commitment.objects.create(
            version=version,
            unit=unit,
            amount=amount,
            time_unit="working_day",
            valid=DateRange(NOW.date(), None),
            document="12/CK-UBND",
            verified=True,
        )
    html = client.get(f"/thu-tuc/{office.slug}/").content.decode()
    name = version_on(office.unit, NOW.date()).name
    assert re.search(rf"<dt>Cam kết rút ngắn của {name}</dt><dd><strong>6 ngày làm việc</strong>", html)
    assert "<dt>Cam kết rút ngắn</dt>" not in html
    assert "5 ngày làm việc" not in html


@pytest.mark.parametrize("page", ["/thu-tuc/", "/nop-ho-so/"])
def test_a_paper_that_not_everybody_needs_says_when_it_is_needed(client: Client, office: Office, page: str) -> None:
    html = client.get(f"{page}{office.slug}/").content.decode()
    assert html.count("Chỉ cần khi") == 1
    assert "” là “Có”." in html


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("office")
def test_every_procedure_that_is_shipped_has_a_page_in_both_languages(
    client: Client, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = NOW.replace(month=5)  # the promises of 9 April 2019 are in force
    monkeypatch.setattr(clock, "now", lambda: moment)
    publish_catalogue(units=[], by=SYSTEM, now=moment)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    slugs = Procedure.objects.in_force(moment.date()).values_list("slug", flat=True)  # two are of later laws
    answers = {slug: client.get(f"/thu-tuc/{slug}/").status_code for slug in slugs}
    assert len(answers) > 20
    assert set(answers.values()) == {200}


def test_an_unknown_procedure_is_a_page_that_says_so(client: Client, office: Office) -> None:
    assert office.slug
    for address in ("/thu-tuc/khong-co/", "/nop-ho-so/khong-co/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "<h1>" in answer.content.decode()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("page", ["/thu-tuc/", "/nop-ho-so/"])
def test_a_procedure_that_has_ended_says_so_and_where_to_look(client: Client, page: str) -> None:
    ended = make_procedure(**named("Kế hoạch bảo vệ môi trường", valid_to="2019-01-01"))
    answer = client.get(f"{page}{ended.slug}/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Kế hoạch bảo vệ môi trường" in html
    assert "Thủ tục này hiện không áp dụng" in html
    assert "Tìm thủ tục khác" in html


def test_a_closed_procedure_is_shown_but_cannot_be_started(client: Client, office: Office) -> None:
    close_procedure(slug=office.slug, unit_id=office.unit.pk, reason="Hết nhiệm vụ", by=SYSTEM, now=NOW)
    page = client.get(f"/thu-tuc/{office.slug}/").content.decode()
    assert "Hiện không cơ quan nào tiếp nhận thủ tục này" in page
    answer = client.get(f"/nop-ho-so/{office.slug}/")
    assert answer.status_code == 404
    assert "Tìm thủ tục khác" in answer.content.decode()


def test_a_procedure_for_reading_only_sends_people_to_the_counter(client: Client, office: Office) -> None:
    shown = make_office(online_level="information")
    assert shown.unit.pk != office.unit.pk
    answer = client.post(f"/nop-ho-so/{shown.slug}/", {"unit": shown.unit.pk})
    assert answer.status_code == 404
    assert "Thủ tục này chưa nộp trực tuyến được" in answer.content.decode()


def test_a_unit_that_does_not_receive_the_procedure_is_refused_at_the_field(client: Client, office: Office) -> None:
    second, stranger = make_office(procedure=office.procedure), make_office()
    assert second.slug == office.slug
    answer = client.post(f"/nop-ho-so/{office.slug}/", {"unit": stranger.unit.pk})
    assert answer.status_code == 200
    assert "Nơi này hiện không nhận hồ sơ của thủ tục" in answer.content.decode()
