"""Three taps: open, choose, send. And the figures of the offices, small ones hidden."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.units.rules import start_of
from motcua.foundation.worktime import clock
from motcua.services.surveys.actions.publish_quarters import publish_quarters
from motcua.services.surveys.models import Tally
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.tokens import Asked, write
from tests.factories.onestop import NOW, SYSTEM, Office, make_office
from tests.factories.surveys import asking
from tests.services.surveys.conftest import returned


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def address(asked: Asked) -> str:
    return reverse("surveys:answer", args=[write(asked)])


def test_open_choose_send(client: Client, office: Office, asked: Asked) -> None:
    page = client.get(address(asked)).content.decode()
    assert 'name="rating"' in page
    answer = client.post(address(asked), {"rating": "5", "reasons": ["time"]})
    assert answer.headers["Location"] == reverse("surveys:thanks")
    assert client.get(answer.headers["Location"]).status_code == 200
    assert Tally.objects.get().sums == {"rating-5": 1, "reason-time": 1}


def test_nothing_of_the_visitor_is_kept_in_a_session(client: Client, asked: Asked) -> None:
    client.get(address(asked))
    client.post(address(asked), {"rating": "5"})
    assert "sessionid" not in client.cookies


def test_without_a_choice_the_page_asks_again(client: Client, asked: Asked) -> None:
    answer = client.post(address(asked), {})
    assert (answer.status_code, Tally.objects.count()) == (400, 0)


def test_a_used_link_says_so_and_an_invented_one_is_not_found(client: Client, asked: Asked) -> None:
    client.post(address(asked), {"rating": "1"})
    answer = client.get(address(asked))
    assert (answer.status_code, "đã được dùng" in answer.content.decode()) == (410, True)
    assert client.get(reverse("surveys:answer", args=["AAAA"])).status_code == 404


def test_while_few_were_asked_the_page_says_when_to_come_again(client: Client, staged_office: Office) -> None:
    asked = returned(asking(staged_office, asked=0))
    for answer in (client.get(address(asked)), client.post(address(asked), {"rating": "1"})):
        assert (answer.status_code, "hãy mở lại sau vài ngày" in answer.content.decode()) == (409, True)
    assert not Tally.objects.exists()


def test_offices_are_shown_with_small_figures_hidden_once_their_quarter_is_over(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = make_office()
    many = {"rating-5": 30, "rating-4": 10, "rating-3": 12, "rating-1": 3}
    many |= {"reason-time": 14, "reason-cost": 2}
    for each, counted in ((office, many), (other, {"rating-5": 4})):
        Tally.objects.create(unit=each.unit, quarter=Quarter(2019, 2).first, sums=counted)
    publish_quarters(by=SYSTEM, now=NOW)
    for asked in ({}, {"quy": "2019-2"}, {"quy": "2031-1"}):
        assert "Chưa có đánh giá nào" in client.get(reverse("surveys:results"), asked).content.decode()
    after = start_of(Quarter(2019, 2).closes_on)
    monkeypatch.setattr(clock, "now", lambda: after)
    publish_quarters(by=SYSTEM, now=after)
    with django_assert_num_queries(2):
        page = client.get(reverse("surveys:results"))
    words = page.content.decode()
    assert ">40<" in words
    assert ">55<" in words
    assert ">12<" not in words
    assert ">14<" in words
    assert ">2<" not in words
    assert words.count(">ẩn<") == 2 + 4 + 4 + 5
    earlier = client.get(reverse("surveys:results"), {"quy": "2019-1"}).content.decode()
    assert "Chưa có đánh giá nào" in earlier


def test_the_unit_chooses_whether_reasons_are_asked_and_what_is_said_first(db: None, client: Client) -> None:
    office = asking(make_office(), {"asks_reasons": False, "opening": "Phường mong nhận ý kiến của bạn."})
    asked = returned(office)
    page = client.get(address(asked)).content.decode()
    assert ("Phường mong nhận ý kiến" in page, 'name="reasons"' in page) == (True, False)
    client.post(address(asked), {"rating": "5", "reasons": ["time"]})
    assert Tally.objects.get().sums == {"rating-5": 1}
