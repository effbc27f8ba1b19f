"""Files of figures: made by a job with progress, for the asker alone, until they expire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.models import Role, RoleAssignment
from motcua.foundation.worktime import clock
from motcua.services.onestop.figures.actions.forget_exports import TOLD_FOR, forget_exports
from motcua.services.onestop.figures.jobs import make_figure_files
from motcua.services.onestop.figures.sheets import SHOWN
from motcua.services.onestop.figures.web.period import SHOWN as ON_THE_PAGE
from motcua.services.onestop.models import FigureExport
from tests.factories.onestop import Office, make_office
from tests.factories.units import sign_in

ASK = "/can-bo/so-lieu/ky/xuat/"
pytestmark = pytest.mark.usefixtures("edition")


@pytest.fixture
def made(office: Office, lead: Client) -> FigureExport:
    """The files of 2019, as the leader asked for them."""
    return make(lead, office)


def make(client: Client, office: Office) -> FigureExport:
    """Ask for the files of 2019 and make them."""
    client.post(ASK, {"co-quan": office.unit.pk, "ky": "2019"})
    export, run = FigureExport.objects.get(), Run.objects.get()
    make_figure_files(export_uid=str(export.uid), run_id=str(run.pk))
    export.refresh_from_db()
    return export


def content(client: Client, export: FigureExport, kind: str) -> bytes:
    """Return what the client downloads."""
    answer = client.get(f"/can-bo/so-lieu/tep/{export.uid}/so-lieu.{kind}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each sheet."""
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(data)).worksheets}


def test_asking_leads_to_the_progress_and_then_to_the_files(office: Office, lead: Client) -> None:
    answer = lead.post(ASK, {"co-quan": office.unit.pk, "ky": "2019"})
    run, export = Run.objects.get(), FigureExport.objects.get()
    assert answer.headers["Location"] == f"/can-bo/viec-chay/{run.pk}/"
    assert "<progress" in lead.get(answer.headers["Location"]).content.decode()
    assert "đang được lập" in lead.get(f"/can-bo/so-lieu/tep/{export.uid}/").content.decode()
    assert lead.post(ASK, {"co-quan": office.unit.pk, "ky": "2019"}).headers["Location"] == answer.headers["Location"]
    assert FigureExport.objects.count() == 1
    make_figure_files(export_uid=str(export.uid), run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.done, run.address) == (RunState.DONE, 3, f"/can-bo/so-lieu/tep/{export.uid}/")
    assert "so-lieu.xlsx" in lead.get(run.address).content.decode()


def test_the_workbook_holds_numbers_and_the_pdf_is_one(office: Office, lead: Client, made: FigureExport) -> None:
    found = sheets(content(lead, made, "xlsx"))
    assert list(found) == ["Theo tháng", "Theo thủ tục", "Theo hình thức nộp", "Theo cán bộ", "Thời gian ở từng bước"]
    assert found["Theo thủ tục"][5][:4] == (office.procedure.title_vi, 13, 4, 4)
    assert content(lead, made, "pdf").startswith(b"%PDF")


def test_the_files_have_the_columns_of_the_page_and_say_their_units(lead: Client, made: FigureExport) -> None:
    assert tuple(ON_THE_PAGE) == SHOWN
    found = sheets(content(lead, made, "xlsx"))
    heads = [str(head) for head in found["Theo thủ tục"][4]]
    assert "Lần yêu cầu bổ sung" in heads
    assert any("dừng" in head for head in heads)
    assert heads[-3:] == [f"{name}, phút làm việc" for name in ("Trung vị", "Phân vị 90", "Phân vị 95")]


def test_persons_are_in_the_files_of_those_who_may_see_them(office: Office, counter: Client) -> None:
    assert "Theo cán bộ" not in sheets(content(counter, make(counter, office), "xlsx"))


def test_a_second_run_of_the_job_makes_nothing_twice(made: FigureExport) -> None:
    files = StoredFile.objects.count()
    make_figure_files(export_uid=str(made.uid), run_id=str(uuid4()))
    assert StoredFile.objects.count() == files


def test_nobody_else_gets_them(office: Office, made: FigureExport, counter: Client) -> None:
    foreign = sign_in(Client(), make_office(procedure=office.procedure).leader)
    for client in (counter, foreign):
        assert client.get(f"/can-bo/so-lieu/tep/{made.uid}/").status_code == 404
        assert client.get(f"/can-bo/so-lieu/tep/{made.uid}/so-lieu.xlsx").status_code == 404
        assert foreign.post(ASK, {"co-quan": office.unit.pk, "ky": "2019"}).status_code == 404


@pytest.mark.parametrize("body", [{}, {"co-quan": "x"}, {"co-quan": "9" * 19}])
def test_without_a_unit_there_is_nothing(lead: Client, body: dict[str, str]) -> None:
    assert lead.post(ASK, body).status_code == 404


def test_without_a_span_the_page_says_what_to_choose(office: Office, lead: Client) -> None:
    answer = lead.post(ASK, {"co-quan": office.unit.pk, "ky": "2019-13"}, follow=True)
    assert "Hãy chọn năm, quý hoặc tháng" in answer.content.decode()


@pytest.fixture
def expired(made: FigureExport, monkeypatch: pytest.MonkeyPatch) -> FigureExport:
    """The files three days later."""
    moment = made.expires_at + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return made


def test_an_expired_link_says_so(lead: Client, expired: FigureExport) -> None:
    def tell(path: str) -> tuple[int, bool]:
        answer = lead.get(f"/can-bo/so-lieu/tep/{expired.uid}/{path}")
        return answer.status_code, "Tệp đã hết hạn" in answer.content.decode()

    _says_so(tell)
    forgotten = forget_exports(now=clock.now())
    assert (forgotten, FigureExport.objects.get().workbook) == (1, None)
    assert not StoredFile.objects.filter(name__startswith="so-lieu-").exists()
    _says_so(tell)
    assert forget_exports(now=clock.now()) == 0
    forget_exports(now=expired.expires_at + TOLD_FOR)
    assert not FigureExport.objects.exists()


def _says_so(tell: Callable[[str], tuple[int, bool]]) -> None:
    assert tell("") == tell("so-lieu.xlsx") == tell("so-lieu.pdf") == (410, True)


def test_files_in_use_are_not_forgotten(made: FigureExport) -> None:
    assert forget_exports(now=made.expires_at - timedelta(minutes=1)) == 0


def test_who_lost_the_right_to_read_gets_no_file(office: Office, lead: Client, made: FigureExport) -> None:
    office_roles = RoleAssignment.objects.filter(staff=office.leader)
    office_roles.update(role=Role.RECEPTIONIST)  # reads the figures still, those of persons no longer
    assert statuses(lead, made) == [404, 404]
    office_roles.update(unit=make_office(procedure=office.procedure).unit, role=Role.LEADER)
    assert statuses(lead, made) == [404, 404]


def test_who_reads_elsewhere_only_gets_no_file_without_persons(office: Office, counter: Client) -> None:
    export = make(counter, office)
    assert content(counter, export, "xlsx")
    elsewhere = make_office(procedure=office.procedure).unit
    RoleAssignment.objects.filter(staff=office.receptionist).update(unit=elsewhere)
    assert statuses(counter, export) == [404, 404]


def statuses(client: Client, export: FigureExport) -> list[int]:
    """Return the answers of the page and of the workbook."""
    return [client.get(f"/can-bo/so-lieu/tep/{export.uid}/{file}").status_code for file in ("", "so-lieu.xlsx")]
