"""The page behind the QR code: quick, light, nothing personal, and no help for whoever guesses."""

import json
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries.lookup import ATTEMPTS
from motcua.services.onestop.states import State
from motcua.services.onestop.tokens import encode, parse
from tests.factories.onestop import NOW, Office, make_dossier

PERSONAL: dict[str, Any] = {
    "full_name": "Nguyễn Thị Ánh",
    "identity_number": "079190012345",
    "phone": "0901234567",
    "email": "anh@vidu.vn",
    "address": {"street": "12 Hoàng Hoa Thám", "ward": "Phường 4, quận Tân Bình", "province": "Thành phố Hồ Chí Minh"},
    "purpose": "Mở quán hủ tiếu",
}
UNKNOWN = encode(12345678901234567890)
WRONG_CHECK = encode(98765432109876543210)[:-1] + ("0" if encode(98765432109876543210)[-1] != "0" else "1")


def page_of(client: Client, dossier: Dossier) -> str:
    """Return the page of the dossier."""
    answer = client.get(f"/tra-cuu/{dossier.token}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_address_typed_with_a_slash_at_the_end_shows_the_page(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    answer = client.get(f"/tra-cuu/{dossier.token}/", follow=True)
    assert answer.redirect_chain == [(f"/tra-cuu/{dossier.token}", 301)]
    assert str(State.IN_PROCESS.label) in answer.content.decode()
    assert client.post(f"/tra-cuu/{dossier.token}/").status_code == 405


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_page_without_personal_data(client: Client, office: Office, state: State) -> None:
    html = page_of(client, make_dossier(office, state, **PERSONAL))
    assert str(state.label) in html
    for secret in (
        "Nguyễn",
        "Ánh",
        "0790",
        "079190012345",
        "0901",
        "901 234",
        "anh@vidu.vn",
        "Hoàng Hoa Thám",
        "hủ tiếu",
    ):
        assert secret not in html
    assert office.specialist.full_name not in html
    assert office.leader.full_name not in html


def test_the_page_says_where_it_is_until_when_and_how_long_that_is(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    html = page_of(client, dossier)
    assert dossier.due_at is not None
    for words in (
        dossier.code,
        "Hẹn trả kết quả",
        dossier.due_at.astimezone(ZONE).strftime("%H:%M %d/%m/%Y"),
        "Còn ",
        "Đang ở bước examination",
    ):
        assert words in html


def test_a_late_dossier_says_that_it_is_late(client: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert dossier.due_at is not None
    later = dossier.due_at + timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "notice-bad" in page_of(client, dossier)


def test_the_page_is_one_query(client: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    page_of(client, dossier)  # the calendar and the document are kept by the process
    asked: list[object] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(query)
        return execute(cursor, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    page_of(client, dossier)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "spelling", [str.lower, lambda text: text.replace("-", ""), lambda text: text.replace("-", " ")]
)
def test_the_code_is_read_as_people_type_it(client: Client, office: Office, spelling: object) -> None:
    assert callable(spelling)
    dossier = make_dossier(office)
    answer = client.get("/tra-cuu/", {"ma": spelling(dossier.token)})
    assert answer["Location"] == f"/tra-cuu/{dossier.token}"
    assert client.get(f"/tra-cuu/{spelling(dossier.token)}").status_code == 200


def test_the_address_of_the_code_answers_without_a_redirect(client: Client, office: Office) -> None:
    dossier = make_dossier(office)
    assert dossier.look_up_address.removeprefix(settings.PUBLIC_URL) == f"/tra-cuu/{dossier.token}"
    assert client.get(f"/tra-cuu/{dossier.token}").status_code == 200


@pytest.mark.usefixtures("office")
def test_unknown_malformed_and_mistyped_codes_look_the_same(client: Client) -> None:
    assert parse(UNKNOWN)
    assert parse(WRONG_CHECK) is None
    answers = [client.get(f"/tra-cuu/{code}") for code in (UNKNOWN, WRONG_CHECK, "abc", "'; DROP TABLE")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = set()
    for answer, code in zip(answers, (UNKNOWN, WRONG_CHECK, "abc", "&#39;; DROP TABLE"), strict=True):
        bodies.add(
            answer.content.decode().replace(f'value="{code}"', "").replace(f"/tra-cuu/{code}", "").split("<main")[1]
        )
    assert len(bodies) == 1


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("typed", ["/", "..", "//", "a/b", "?", "%00", "\x00", "x" * 500])
def test_whatever_is_typed_gets_an_answer_and_comes_back(client: Client, typed: str) -> None:
    answer = client.get("/tra-cuu/", {"ma": typed})
    assert answer.status_code in {302, 404}


def test_the_empty_form_is_a_page(client: Client, office: Office) -> None:
    assert office.slug
    assert 'name="ma"' in client.get("/tra-cuu/").content.decode()
    assert 'role="alert"' not in client.get("/tra-cuu/").content.decode()


def test_guessing_is_stopped_and_harms_nobody_behind_the_same_address(client: Client, office: Office) -> None:
    dossier = make_dossier(office)
    for _guess in range(ATTEMPTS):
        assert client.get(f"/tra-cuu/{UNKNOWN}").status_code == 404
    answer = client.get(f"/tra-cuu/{UNKNOWN}")
    assert answer.status_code == 429
    assert "hãy chờ ít phút" in answer.content.decode()
    assert client.get("/tra-cuu/abc").status_code == 429
    assert client.get(f"/tra-cuu/{dossier.token}").status_code == 200
    assert client.get(f"/tra-cuu/{UNKNOWN}", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_after_the_window_the_guesser_may_try_again(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office.slug
    for _guess in range(ATTEMPTS + 1):
        client.get("/tra-cuu/abc")
    assert client.get("/tra-cuu/abc").status_code == 429
    later: datetime = NOW + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get("/tra-cuu/abc").status_code == 404


def test_the_page_may_not_be_kept_nor_indexed_nor_run_inline_code(client: Client, office: Office) -> None:
    answer = client.get(f"/tra-cuu/{make_dossier(office).token}")
    html = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex">' in html
    assert "<script" not in html
    assert " style=" not in html


def test_the_english_page_is_english(client: Client, office: Office) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = page_of(client, make_dossier(office, State.IN_PROCESS))
    assert "At step examination" in html
    assert '<html lang="en"' in html


def test_the_english_history_tells_what_happened_and_gives_no_orders(client: Client, office: Office) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = page_of(client, make_dossier(office, State.RETURNED))
    for told in ("Dossier filed", "Dossier accepted", "Result handed over"):
        assert f'<p class="timeline-title">{told}</p>' in html
    assert "File a dossier" not in html


def test_the_json_of_the_request_is_not_on_the_page(client: Client, office: Office) -> None:
    html = page_of(client, make_dossier(office, State.AWAITING_SUPPLEMENT))
    assert "Bản nộp bị mờ." in html
    assert "Giấy tờ chưa đọc được." in html
    assert json.dumps("items") not in html
