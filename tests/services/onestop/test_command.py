"""`motcua publish-procedures`: shows first, does it when asked, once, and leaves what people have decided."""

from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Level, UnitService
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop import command
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.publish_catalogue import publish_catalogue
from motcua.services.onestop.models import ProcedureOffer, ProcedureVersion
from motcua.services.onestop.queries.catalogue import find_procedures
from motcua.services.onestop.reference import shipped_documents
from tests.factories.adoption import adopt
from tests.factories.units import make_staff, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_database")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
WARD = "tan-binh/phuong-4"
SHIPPED = len(shipped_documents())


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def arguments(*words: str) -> Namespace:
    parser = ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run the command; return what it printed."""
    assert command.run(arguments(*words)) == 0
    return capsys.readouterr().out


def test_without_apply_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=NOW)
    entries = AuditEntry.objects.count()
    shown = said(capsys, "--open", "--unit", WARD)
    assert shown.startswith("XEM TRƯỚC, chưa ghi gì")
    assert f"Công bố: {SHIPPED}" in shown
    counts = [model.objects.count() for model in (ProcedureVersion, ProcedureOffer, UnitService)]
    assert (counts, AuditEntry.objects.count()) == ([0, 0, 0], entries)


def test_the_catalogue_is_published_once_and_opened_where_its_level_fits(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=NOW)
    assert SHIPPED >= 15
    first = said(capsys, "--open", "--unit", WARD, "--apply")
    ward = unit_by_reference(WARD)
    opened = set(ProcedureOffer.objects.filter(unit=ward).values_list("procedure__slug", flat=True))
    assert opened == {document.slug for document in shipped_documents() if document.level == "commune"}
    assert f"Mở tiếp nhận: {len(opened)}" in first
    entries = AuditEntry.objects.count()
    again = said(capsys, "--open", "--unit", WARD, "--apply")
    assert again.startswith("Không có gì thay đổi.")
    assert f"Đã công bố từ trước: {SHIPPED}" in again
    assert (ProcedureVersion.objects.count(), AuditEntry.objects.count()) == (SHIPPED, entries)


def test_only_adopting_the_model_shows_the_public_what_was_opened(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=NOW)
    waiting = said(capsys, "--open", "--unit", WARD, "--apply")
    assert "người dân chưa thấy: 1\n  Ủy ban nhân dân Phường 4" in waiting
    assert not UnitService.objects.exists()
    ward = unit_by_reference(WARD)
    assert find_procedures(unit_id=ward.pk, now=NOW) == []
    adopt(ward, owner=make_staff(unit=ward), now=NOW)
    assert "người dân chưa thấy" not in said(capsys, "--open", "--apply")
    assert find_procedures(unit_id=ward.pk, now=NOW)


def test_what_an_administrator_closed_stays_closed(capsys: pytest.CaptureFixture[str]) -> None:
    load_tan_binh(by=Actor.system(), now=NOW)
    said(capsys, "--open", "--unit", WARD, "--apply")
    ward = unit_by_reference(WARD)
    slug = ProcedureOffer.objects.filter(unit=ward).values_list("procedure__slug", flat=True)[0]
    close_procedure(slug=slug, unit_id=ward.pk, reason="Mất điện.", by=Actor.system(), now=NOW)
    again = said(capsys, "--open", "--unit", WARD, "--apply")
    assert f"Đang ngừng tiếp nhận, giữ nguyên: 1\n  {slug}" in again
    assert not ProcedureOffer.objects.get(unit=ward, procedure__slug=slug).is_open


def test_procedures_whose_office_is_not_here_are_named_and_everything_else_is_done() -> None:
    district, ward = make_unit(level=Level.DISTRICT), make_unit()
    done = publish_catalogue(units=[district.pk, ward.pk], by=Actor.system(), now=NOW)
    assert {refused.code for _slug, _unit, refused in done.refused} == {"no_deciding_unit"}
    assert len(done.refused) + len(done.opened) == len(done.published) == SHIPPED


def test_a_unit_that_is_not_here_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(arguments("--open", "--unit", "khong-co", "--apply")) == 1
    assert "khong-co" in capsys.readouterr().err
    assert not ProcedureVersion.objects.exists()


def test_a_unit_goes_with_opening(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(arguments("--unit", WARD)) == 2
    assert capsys.readouterr().err == "motcua publish-procedures: --unit goes with --open.\n"


def test_only_the_platform_publishes_the_catalogue() -> None:
    with pytest.raises(NotAllowed):
        publish_catalogue(units=[], by=make_staff().as_actor(), now=NOW + timedelta(days=1))
