"""The home page of staff: what is due, filters that stay, a fixed number of queries."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.messages.staff_messages import Words, send_to_staff
from motcua.foundation.ui.each_language import Said
from motcua.foundation.worktime import clock
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff, sign_in

HOME = "/can-bo/"
MOST_QUERIES = 12


def page_of(client: Client, address: str = HOME) -> str:
    """Return the page, after the redirect to the filters that were kept."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_rows(office: Office, counter: Client) -> None:
    make_dossier(office)
    page_of(counter)
    one = queries_of(counter, HOME)
    make_dossier(office)
    make_dossier(office, State.IN_PROCESS)
    three = queries_of(counter, HOME)
    assert (one, three <= MOST_QUERIES) == (three, True)


def test_what_is_due_first_stands_first(office: Office, counter: Client) -> None:
    late = make_dossier(office)
    early = make_dossier(office, now=NOW - timedelta(days=5))
    page = page_of(counter)
    assert page.index(early.code) < page.index(late.code)


def test_who_was_told_something_reads_so_whatever_filters_are_kept(office: Office, counter: Client) -> None:
    words = Words(Said(vi="Khiếu nại mới"), Said(vi="Chờ xử lý"), HOME)
    send_to_staff([office.receptionist], words, about=("complaint", "1"), unit_id=office.unit.pk, now=clock.now())
    for address in (HOME, "/can-bo/?nhom=done", HOME):
        assert 'href="/can-bo/thong-bao/">1 thông báo cho tôi' in page_of(counter, address)
    assert "1 thông báo cho tôi" not in page_of(counter, "/can-bo/?q=an")


def test_closed_dossiers_are_found_by_their_group_only(office: Office, counter: Client) -> None:
    done, running = make_dossier(office, State.RETURNED), make_dossier(office)
    page = page_of(counter)
    assert (done.code in page, running.code in page) == (False, True)
    page = page_of(counter, "/can-bo/?nhom=done")
    assert (done.code in page, running.code in page) == (True, False)


@pytest.mark.parametrize("term", ["anh nguyen", "ÁNH", "{code}", "nguyễn thị á"])
def test_a_dossier_is_found_by_code_or_name_without_diacritics(office: Office, counter: Client, term: str) -> None:
    dossier = make_dossier(office, State.RETURNED)
    other = make_dossier(office, full_name="Trần Văn Bình")
    page = page_of(counter, f"/can-bo/?q={term.format(code=dossier.code)}")
    assert (dossier.code in page, other.code in page) == (True, False)


def test_filters_stay_until_they_are_taken_off(office: Office, counter: Client) -> None:
    done, running = make_dossier(office, State.RETURNED), make_dossier(office)
    page_of(counter, "/can-bo/?nhom=done")
    assert done.code in page_of(counter)
    assert counter.get(HOME).headers["Location"] == "/can-bo/?nhom=done"
    page = page_of(counter, "/can-bo/?xoa=1")
    assert (done.code in page, running.code in page) == (False, True)


@pytest.mark.parametrize("errand", ["q={code}", "so-lieu=received&tu=2019-01-01&den=2019-01-31&thu-tuc=khong-co"])
def test_a_search_and_the_rows_behind_a_figure_do_not_stay(office: Office, counter: Client, errand: str) -> None:
    done, running = make_dossier(office, State.RETURNED), make_dossier(office)
    page_of(counter, "/can-bo/?nhom=working")
    assert running.code not in page_of(counter, f"/can-bo/?{errand.format(code=done.code)}")
    assert running.code in page_of(counter)


@pytest.mark.parametrize(
    ("days", "urgency"), [(0, ""), (4, "amber"), (13, "red"), (30, "late")], ids=["calm", "half", "four-fifths", "late"]
)
def test_urgency_filters_agree_with_the_colours(
    office: Office, counter: Client, monkeypatch: pytest.MonkeyPatch, days: int, urgency: str
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    moment: datetime = NOW + timedelta(days=days, hours=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    found = [word for word in ("late", "red", "amber") if dossier.code in page_of(counter, f"/can-bo/?han={word}")]
    assert found == [urgency] * bool(urgency)


def test_my_own_and_those_nobody_holds(office: Office, desk: Client) -> None:
    free, mine = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    desk.post(f"/can-bo/ho-so/{mine.code}/nhan-xu-ly/", {"version": mine.version})
    assert [one.code in page_of(desk, "/can-bo/?nguoi=me") for one in (free, mine)] == [False, True]
    assert [one.code in page_of(desk, "/can-bo/?nguoi=nobody") for one in (free, mine)] == [True, False]


@pytest.mark.parametrize(
    "query",
    [
        "co-quan=abc",
        "co-quan=999999999999",
        "tu=x&so-lieu=received",
        "den=9999-12-31&so-lieu=received",
        "sau=x",
        "han=x",
    ],
)
def test_nonsense_in_the_address_is_no_fault(office: Office, counter: Client, query: str) -> None:
    make_dossier(office)
    assert counter.get(f"/can-bo/?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/can-bo/?thu-tuc=%00", "/can-bo/quay/?q=%00", "/can-bo/ho-so/a%00b/"])
def test_a_zero_byte_in_the_address_is_the_senders_fault(counter: Client, address: str) -> None:
    assert counter.get(address).status_code == 400


def test_an_empty_list_says_what_it_is_for(office: Office, counter: Client, desk: Client) -> None:
    assert "Không còn hồ sơ nào phải giải quyết" in page_of(counter)
    assert "/can-bo/quay/" in page_of(counter)
    assert "/can-bo/quay/" not in page_of(desk)


def test_whoever_works_on_no_dossier_is_told_where_their_work_is(office: Office) -> None:
    page = sign_in(Client(), make_staff(role="volunteer", unit=office.unit)).get("/can-bo/").content.decode()
    assert "Vai trò của anh/chị không xử lý hồ sơ" in page
    assert "Nhận hồ sơ tại quầy" not in page
