"""Figures of a span in a real browser: from a number to its rows, files with progress, the public pages, a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.runs.models import Run
from motcua.foundation.worktime import clock
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.jobs import make_figure_files
from motcua.services.onestop.models import FigureExport
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits, assert_rows_fit
from tests.browser.desk import sign_in
from tests.factories.onestop import NOW, Office, make_dossier, make_office


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward with six results, counted the night after; requests come in the morning."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    office = make_office()
    for _number in range(6):
        make_dossier(office, State.RETURNED)
    make_dossier(office, State.AWAITING_SUPPLEMENT)
    rebuild_figures(now=NOW + timedelta(hours=18))
    return office


def test_a_leader_reads_figures_and_takes_the_files_along(office: Office, page: Page) -> None:
    sign_in(page, office.leader, "/can-bo/so-lieu/ky/?theo=can-bo")
    expect(page.get_by_role("heading", name="Năm 2019")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("row", name="Lê Văn Thẩm").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Hồ sơ: Hồ sơ đã giải quyết")).to_be_visible()
    expect(page.get_by_role("table").get_by_role("link")).to_have_count(6)
    page.go_back()
    page.get_by_role("button", name="Lập tệp XLSX và PDF").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    make_figure_files(export_uid=str(FigureExport.objects.get().uid), run_id=str(Run.objects.get().pk))
    page.get_by_role("link", name="Xem kết quả").click()  # the page asks again by itself
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp XLSX").click()
    assert download.value.suggested_filename == "so-lieu-can-bo-2019.xlsx"
    assert_accessible(page)


def test_every_page_of_figures_is_read_by_everybody_and_on_a_phone(
    office: Office, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=24))  # a closed month is published
    rebuild_figures(now=NOW + timedelta(days=23))
    sign_in(page, office.leader, "/can-bo/so-lieu/766/")
    page.set_viewport_size({"width": 320, "height": 640})
    public = ("/so-lieu-mot-cua/", f"/so-lieu-mot-cua/{office.unit.pk}/", "/du-lieu-mo/")
    for path in ("/can-bo/so-lieu/", "/can-bo/so-lieu/766/", "/can-bo/so-lieu/ky/?theo=can-bo", *public):
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok
        assert_accessible(page)
        assert_fits(page)
        assert_rows_fit(page)
