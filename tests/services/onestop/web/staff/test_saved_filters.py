"""Filters of the work list that get a name: offered, forgotten, and never about a person."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from motcua.services.onestop.models import SavedFilter
from tests.factories.onestop import Office
from tests.factories.units import sign_in

FORGET = import_module("motcua.services.onestop.migrations.0022_filters_and_moves").FORGET
HOME, FILTERS = "/can-bo/", "/can-bo/bo-loc/"
AN = "q=Nguy%E1%BB%85n+Th%E1%BB%8B+An"


def saved(desk: Client, name: str, query: str) -> str:
    """Save it and return the page that follows."""
    return desk.post(FILTERS, {"name": name, "query": query}, follow=True).content.decode()


def test_a_filter_gets_a_name_is_offered_and_forgotten(office: Office, desk: Client) -> None:
    desk.post(FILTERS, {"name": "Quá hạn của tôi", "query": "han=late&nguoi=me"})
    assert "Quá hạn của tôi" in desk.get(HOME).content.decode()
    saved = SavedFilter.objects.get()
    stranger = sign_in(Client(), office.receptionist)
    stranger.post(f"{FILTERS}{saved.pk}/xoa/")
    assert SavedFilter.objects.exists()
    desk.post(f"{FILTERS}{saved.pk}/xoa/")
    assert not SavedFilter.objects.exists()


def test_a_saved_filter_keeps_no_name_that_was_searched_for(desk: Client) -> None:
    page = saved(desk, "Của phường", f"{AN}&han=late&tu=2019-01-01&la=0901234567")
    assert SavedFilter.objects.get().query == "han=late"
    assert "Tên, số đang tìm không được lưu vì là dữ liệu cá nhân." in page
    assert "không được lưu vì" not in saved(desk, "Khác", "han=red")


def test_the_longest_name_of_a_procedure_is_kept_whole_and_what_is_no_name_not_at_all(desk: Client) -> None:
    longest = "-".join(["thu-tuc"] * 10)  # 79 of the 80 characters that a procedure's name may have
    saved(desk, "Dài", f"thu-tuc={longest}&thu-tuc={longest}&nguoi=%00&co-quan={'9' * 81}&han=late")
    assert SavedFilter.objects.get().query == f"thu-tuc={longest}&han=late"


@pytest.mark.parametrize("name", ["0901234567", "Số 090 123 45 67", "079190012345 của tôi", "079.190.012.345"])
def test_the_name_of_a_filter_is_nobodys_number(desk: Client, name: str) -> None:
    assert "Tên bộ lọc có số điện thoại hoặc số định danh" in saved(desk, name, "han=late")
    assert not SavedFilter.objects.exists()


def test_a_search_alone_is_not_offered_to_be_saved_and_refused_with_the_reason(office: Office, desk: Client) -> None:
    assert "Lưu bộ lọc này" not in desk.get(f"{HOME}?{AN}").content.decode()
    assert "Lưu bộ lọc này" in desk.get(f"{HOME}?{AN}&han=late").content.decode()
    assert "là dữ liệu cá nhân nên không lưu vào bộ lọc" in saved(desk, "Tên", AN)


@pytest.mark.parametrize("changed", [{"query": AN}, {"query": f"han=late&{AN}"}, {"name": "Ông A 0901 234 567"}])
def test_the_database_keeps_no_filter_about_a_person(office: Office, changed: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match="onestop_filter_names_nobody"), transaction.atomic():
        SavedFilter.objects.create(staff=office.specialist, **{"name": "Tên", "query": "han=late", **changed})


def test_what_earlier_filters_kept_of_persons_is_forgotten(office: Office) -> None:
    kept = {"Chỉ tìm": AN, "Cả hai": f"nhom=working&{AN}&han=late", "Đầu": f"{AN}&han=red", "090 123 4567": "han=late"}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE onestop_savedfilter DROP CONSTRAINT onestop_filter_names_nobody")
        for name, query in kept.items():
            SavedFilter.objects.create(staff=office.specialist, name=name, query=query)
        numbered = SavedFilter.objects.get(name="090 123 4567").pk
        cursor.execute(FORGET)
    assert dict(SavedFilter.objects.values_list("name", "query")) == {
        "Cả hai": "nhom=working&han=late",
        "Đầu": "han=red",
        f"Bộ lọc {numbered}": "han=late",
    }


@pytest.mark.parametrize(("name", "query"), [("", "han=late"), ("Tên", ""), ("Tên", "q=An")])
def test_a_filter_without_a_name_or_conditions_is_refused(office: Office, desk: Client, name: str, query: str) -> None:
    desk.post(FILTERS, {"name": name, "query": query})
    assert not SavedFilter.objects.exists()


def test_the_same_name_takes_the_new_conditions(office: Office, desk: Client) -> None:
    for query in ("han=late", "han=red"):
        desk.post(FILTERS, {"name": "Tên", "query": query})
    assert SavedFilter.objects.get().query == "han=red"
