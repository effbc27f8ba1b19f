"""The language of a page: Vietnamese, unless the visitor has chosen."""

import pytest
from django.test import Client


def test_the_browsers_wish_does_not_choose_the_language(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "vi"
    assert "Cookie" in answer.headers["Vary"]


def test_the_switch_is_kept_in_a_cookie_and_leads_back(client: Client) -> None:
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/?trang=2"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?trang=2")
    assert client.get("/").headers["Content-Language"] == "en"
    client.post("/ngon-ngu/", {"language": "vi"})
    assert client.get("/").headers["Content-Language"] == "vi"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_switch_never_leads_to_another_site(client: Client, target: str) -> None:
    assert client.post("/ngon-ngu/", {"language": "en", "next": target}).headers["Location"] == "/"


@pytest.mark.parametrize("language", ["", "fr", "../vi"])
def test_a_language_we_do_not_speak_changes_nothing(client: Client, language: str) -> None:
    answer = client.post("/ngon-ngu/", {"language": language})
    assert answer.status_code == 302
    assert not answer.cookies


def test_a_forged_cookie_means_vietnamese(client: Client) -> None:
    client.cookies["motcua_language"] = "xx"
    assert client.get("/").headers["Content-Language"] == "vi"
