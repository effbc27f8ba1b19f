"""All that somebody holds is handed on in one action, however much: the platform divides it into batches itself."""

from datetime import timedelta
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop import jobs
from motcua.services.onestop.actions import carry_out_batch as carrying_out
from motcua.services.onestop.actions import plan_all as planning_all
from motcua.services.onestop.actions import plan_series as planning
from motcua.services.onestop.actions.start_batch import start_batch
from motcua.services.onestop.actions.start_series import start_series
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.batching import act_on
from motcua.services.onestop.models import Batch, BatchRow, BatchSeries, Dossier, RowState
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff

BATCHES = "/can-bo/loat/"
HAND_ON = "/can-bo/ban-giao-ho-so/giao/"
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def heir(office: Office) -> Staff:
    """Who takes over."""
    return make_staff(role=Role.SPECIALIST, unit=office.unit, name="Người Nhận")


@pytest.fixture
def held(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[Dossier]:
    """Five dossiers of one specialist; a batch holds two."""
    monkeypatch.setattr(planning, "MOST", 2)
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(5)]
    for dossier in dossiers:
        take_dossier(dossier_id=dossier.pk, by=office.specialist, now=NOW)
    return dossiers


def hand_on(lead: Client, office: Office, heir: Staff) -> BatchSeries:
    """Ask for it on the page, and return what was planned."""
    given = {"holder": office.specialist.pk, "unit": office.unit.pk, "to_staff": heir.pk}
    assert lead.post(HAND_ON, given).status_code == 302
    return BatchSeries.objects.get()


def holders() -> set[int | None]:
    return set(Dossier.objects.values_list("holder", flat=True))


def test_one_press_hands_on_more_than_a_batch_holds(
    office: Office, lead: Client, heir: Staff, held: list[Dossier]
) -> None:
    series = hand_on(lead, office, heir)
    batches = list(Batch.objects.order_by("part"))
    assert [batch.rows.count() for batch in batches] == [2, 2, 1]
    address = f"/can-bo/loat/nhieu/{series.pk}/"
    page = lead.get(address).content.decode()
    assert all(word in page for word in ("5 hồ sơ", "3 đợt", "Thực hiện với 5 hồ sơ", "Người Nhận"))
    preview = lead.get(f"/can-bo/loat/{batches[2].pk}/").content.decode()
    assert address in preview
    assert sum(dossier.code in preview for dossier in held) == 1
    assert holders() == {office.specialist.pk}
    started = lead.post(address)
    run = Run.objects.get()
    assert str(run.pk) in started.headers["Location"]
    lead.post(address)  # a second press finds the run under way
    assert ProcrastinateJob.objects.filter(task_name="onestop.carry_out_series").count() == 1
    jobs.carry_out_series(series_id=str(series.pk), run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.done, run.total, str(run.said)) == (RunState.DONE, 5, 5, "Đã làm xong với 5 hồ sơ.")
    assert holders() == {heir.pk}
    assert "Đã làm" in lead.get(address).content.decode()


def test_a_series_that_stopped_half_way_goes_on_where_it_was(
    office: Office, lead: Client, heir: Staff, held: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    series = hand_on(lead, office, heir)
    run = start_series(series_id=series.pk, by=office.leader, now=LATER)
    calls: list[object] = []

    def broken_off(*given: object) -> None:
        calls.append(given)
        if len(calls) == 4:
            raise ConnectionError
        act_on(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying_out, "act_on", broken_off)
    with pytest.raises(ConnectionError):
        jobs.carry_out_series(series_id=str(series.pk), run_id=str(run.pk))
    assert Dossier.objects.filter(holder=heir).count() == 3
    again = start_series(series_id=series.pk, by=office.leader, now=LATER)
    assert (again.pk != run.pk, again.total) == (True, 2)
    jobs.carry_out_series(series_id=str(series.pk), run_id=str(again.pk))
    assert Dossier.objects.filter(holder=heir).count() == 5
    with pytest.raises(DossierRefused) as refused:
        start_series(series_id=series.pk, by=office.leader, now=LATER)
    assert refused.value.code == "batch_is_over"


def test_a_worker_that_dies_is_followed_by_one_that_counts_on_where_it_was(
    office: Office, lead: Client, heir: Staff, held: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    series = hand_on(lead, office, heir)
    run = start_series(series_id=series.pk, by=office.leader, now=clock.now())
    first = Batch.objects.get(part=1)
    carrying_out.carry_out_batch(batch_id=first.pk, clock=lambda: LATER, tell=lambda _behind, _code: None)
    monkeypatch.setattr(jobs, "advance_run", told := Mock())
    jobs.carry_out_series(series_id=str(series.pk), run_id=str(run.pk))
    run.refresh_from_db()
    assert [call.kwargs["done"] for call in told.call_args_list] == [3, 4, 5]
    assert str(run.said) == "Đã làm xong với 5 hồ sơ."


def test_one_batch_of_a_series_may_be_done_before_the_others(
    office: Office, lead: Client, heir: Staff, held: list[Dossier]
) -> None:
    series = hand_on(lead, office, heir)
    first = Batch.objects.get(part=1)
    start_batch(batch_id=first.pk, by=office.leader, now=LATER)
    carrying_out.carry_out_batch(batch_id=first.pk, clock=lambda: LATER, tell=lambda _behind, _code: None)
    assert start_series(series_id=series.pk, by=office.leader, now=LATER).total == 3


def test_what_fits_into_one_batch_is_shown_at_once(office: Office, lead: Client, heir: Staff) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=NOW)
    series = hand_on(lead, office, heir)
    answer = lead.get(f"/can-bo/loat/nhieu/{series.pk}/")
    assert answer.headers["Location"] == f"/can-bo/loat/{Batch.objects.get().pk}/"


def test_nothing_held_plans_nothing_and_the_series_of_another_does_not_exist(
    office: Office, lead: Client, desk: Client, heir: Staff, held: list[Dossier]
) -> None:
    given = {"holder": heir.pk, "unit": office.unit.pk, "to_staff": office.specialist.pk}
    answer = lead.post(HAND_ON, given, follow=True)
    assert ("Chưa chọn hồ sơ nào" in answer.content.decode(), BatchSeries.objects.exists()) == (True, False)
    series = hand_on(lead, office, heir)
    assert desk.get(f"/can-bo/loat/nhieu/{series.pk}/").status_code == 404
    assert desk.post(f"/can-bo/loat/nhieu/{series.pk}/").status_code == 404


@pytest.fixture
def listed(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[Dossier]:
    """Five dossiers of the list that nobody holds, and one of another name; a batch holds two."""
    monkeypatch.setattr(planning, "MOST", 2)
    monkeypatch.setattr(planning_all, "MOST", 2)
    make_dossier(office, State.IN_PROCESS, full_name="Trần Văn Bình")
    return [make_dossier(office, State.IN_PROCESS) for _time in range(5)]


def take_all(desk: Client, office: Office) -> str:
    """Ask for all that the list shows of a name, and return the address of what was planned."""
    asked = {"act": "take", "scope": "all", "filters": f"q=anh+nguyen&co-quan={office.unit.pk}"}
    return desk.post(BATCHES, asked).headers["Location"]


def test_all_that_a_list_shows_becomes_batches_that_one_press_carries_out(
    office: Office, desk: Client, listed: list[Dossier]
) -> None:
    address = take_all(desk, office)
    series = BatchSeries.objects.get()
    assert address == f"/can-bo/loat/nhieu/{series.pk}/"
    page = desk.get(address).content.decode()
    assert all(word in page for word in ("5 hồ sơ", "3 đợt", "Thực hiện với 5 hồ sơ"))
    assert not Dossier.objects.filter(holder=office.specialist).exists()
    desk.post(address)
    jobs.carry_out_series(series_id=str(series.pk), run_id=str(Run.objects.get().pk))
    assert set(Dossier.objects.filter(holder=office.specialist)) == set(listed)
    rows = BatchRow.objects.filter(batch__series=series)
    assert set(rows.values_list("dossier", "state")) == {(each.pk, RowState.DONE) for each in listed}


def test_the_page_of_batches_shows_a_series_once(office: Office, desk: Client, listed: list[Dossier]) -> None:
    address = take_all(desk, office)
    page = desk.get(BATCHES).content.decode()
    assert (page.count(address), "(3 đợt)" in page) == (1, True)
    assert not any(f"/can-bo/loat/{batch.pk}/" in page for batch in Batch.objects.all())


def test_a_row_of_a_series_that_cannot_be_done_says_why_and_the_others_are_done(
    office: Office, desk: Client, listed: list[Dossier]
) -> None:
    address = take_all(desk, office)
    desk.post(address)
    with_other = make_staff(role=Role.SPECIALIST, unit=office.unit)
    take_dossier(dossier_id=listed[3].pk, by=with_other, now=NOW)
    jobs.carry_out_series(series_id=str(BatchSeries.objects.get().pk), run_id=str(Run.objects.get().pk))
    refused = BatchRow.objects.get(state=RowState.REFUSED)
    assert (refused.dossier, bool(refused.said)) == (listed[3], True)
    said = "Đã làm xong với 4 hồ sơ. 1 hồ sơ bị từ chối, lý do ghi ở từng dòng."
    assert str(Run.objects.get().said) == said
    assert Dossier.objects.filter(holder=office.specialist).count() == 4


def test_a_list_longer_than_a_series_is_refused_and_says_what_to_do(
    office: Office, desk: Client, listed: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning_all, "MOST_IN_SERIES", 4)
    answer = desk.get(take_all(desk, office))
    assert "Danh sách có hơn 4 hồ sơ" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_long_name_that_was_searched_for_does_not_cut_the_other_conditions_off(
    office: Office, desk: Client, listed: list[Dossier]
) -> None:
    asked = {"act": "take", "scope": "all", "filters": urlencode({"q": "ế" * 90, "co-quan": office.unit.pk})}
    answer = desk.post(BATCHES, asked)
    assert f"co-quan={office.unit.pk}" in answer.headers["Location"]
    assert not Batch.objects.exists()
