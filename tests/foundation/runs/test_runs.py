"""A long work is begun once, followed, and ends once."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.models import Role, Staff
from tests.factories.units import make_staff, sign_in

ADDRESS = "/can-bo/"


@pytest.fixture
def staff(db: None) -> Staff:
    """Somebody with long work."""
    return make_staff(role=Role.SPECIALIST)


def begin(staff: Staff, now: datetime, about: str = "report:1") -> tuple[Run, bool]:
    return begin_run(title="Báo cáo", about=about, address=ADDRESS, total=3, by=staff, now=now)


def test_a_second_press_finds_the_run_under_way(staff: Staff, now: datetime) -> None:
    first, is_new = begin(staff, now)
    second, is_new_again = begin(staff, now)

    assert (second.pk, is_new, is_new_again) == (first.pk, True, False)


def test_after_the_end_a_new_one_may_begin(staff: Staff, now: datetime) -> None:
    first, _is_new = begin(staff, now)
    end_run(run_id=str(first.pk), said="Xong", now=now)

    assert begin(staff, now)[1]


def test_progress_and_end_are_kept(staff: Staff, now: datetime) -> None:
    run, _is_new = begin(staff, now)
    advance_run(run_id=str(run.pk), done=2, said="Hai việc")
    run.refresh_from_db()
    half = (run.state, run.done, str(run.said))
    end_run(run_id=str(run.pk), said="Xong", now=now)
    advance_run(run_id=str(run.pk), done=1, said="muộn")
    run.refresh_from_db()

    assert half == (RunState.RUNNING, 2, "Hai việc")
    assert (run.state, run.done, str(run.said)) == (RunState.DONE, 3, "Xong")


def test_the_database_refuses_more_steps_than_there_are(staff: Staff, now: datetime) -> None:
    run, _is_new = begin(staff, now)

    with pytest.raises(IntegrityError), transaction.atomic():
        advance_run(run_id=str(run.pk), done=4, said="")


def test_the_page_of_an_unfinished_run_asks_again_by_itself(staff: Staff, now: datetime, client: Client) -> None:
    run, _is_new = begin(staff, now)
    sign_in(client, staff)
    waiting = client.get(reverse("runs:run", args=[run.pk]))
    end_run(run_id=str(run.pk), said="Tệp đã sẵn sàng", now=now)
    ended = client.get(reverse("runs:run", args=[run.pk]))

    assert waiting.headers["Refresh"] == "2"
    assert "Refresh" not in ended.headers
    assert "Tệp đã sẵn sàng" in ended.content.decode()


def test_a_reader_of_english_reads_what_began_and_ended_in_vietnamese(
    staff: Staff, now: datetime, client: Client
) -> None:
    run, _is_new = begin_run(title=_("Việc chạy nền"), about="a", address=ADDRESS, total=1, by=staff, now=now)
    end_run(run_id=str(run.pk), said=_("Đang chờ tới lượt."), now=now)
    sign_in(client, staff)
    client.cookies["motcua_language"] = "en"
    page = client.get(reverse("runs:run", args=[run.pk])).content.decode()

    assert "Background work" in page
    assert "Waiting for its turn." in page
    assert "Việc chạy nền" not in page


def test_nobody_sees_the_work_of_another(staff: Staff, now: datetime, client: Client) -> None:
    run, _is_new = begin(staff, now)
    sign_in(client, make_staff(role=Role.LEADER, unit=staff.home_unit))

    assert client.get(reverse("runs:run", args=[run.pk])).status_code == 404
    assert "Chưa có việc nào chạy nền" in client.get(reverse("runs:runs")).content.decode()
