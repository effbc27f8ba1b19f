"""What filing with help holds of a person: in their export, and gone when its time is over."""

import json
from datetime import datetime

import pytest
from django.db import connection

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.refusals import NothingToDestroy
from motcua.foundation.retention.schedule import class_of
from motcua.foundation.units.models import Role
from motcua.services.onestop.actions.destroy_dossier import destroy_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.helping.holdings import HOLDING
from motcua.services.onestop.helping.retention import CLASS
from motcua.services.onestop.models import ConsentWay, Dossier, HelpedFiling
from motcua.services.onestop.states import State
from tests.factories.helping import NAME, NUMBER, PHONE, Helpers, make_helped, signed_paper
from tests.factories.onestop import NOW
from tests.factories.units import make_staff

LATER = NOW.replace(year=2040)


@pytest.fixture
def dossier(helpers: Helpers) -> Dossier:
    """A dossier filed with a signed paper that was withdrawn before it was accepted."""
    made = make_helped(helpers, way=ConsentWay.PAPER, paper=signed_paper())
    return withdraw_dossier(dossier_id=made.pk, by=helpers.office.receptionist, now=NOW)


def words_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" AS one')  # noqa: S608 - our own table
        return json.dumps([json.loads(text) for (text,) in cursor.fetchall()], ensure_ascii=False)


def test_the_export_of_a_person_tells_of_the_consent_and_has_the_paper(helpers: Helpers, dossier: Dossier) -> None:
    held = HOLDING.read(dossier.applicant, NOW)
    assert [stored.name for stored in held.files] == ["dong-y.pdf"]
    told = held.rows[0]
    assert (told["Mã hồ sơ"], told["Người nộp giúp"], told["Tổ"]) == (
        dossier.code,
        helpers.helper.full_name,
        helpers.team.name,
    )
    assert "đồng ý" in str(told["Lời đồng ý"])


def destroyed_after(moment: datetime, helpers: Helpers) -> list[str]:
    found = class_of(CLASS).ended(unit_ids=[helpers.office.unit.pk], before=moment, most=10)
    return [each.name for each in found]


def test_a_consent_ends_with_its_dossier_and_is_found_by_its_code(helpers: Helpers, dossier: Dossier) -> None:
    assert destroyed_after(NOW, helpers) == []
    assert destroyed_after(LATER, helpers) == [dossier.code]
    found = class_of(CLASS).find(dossier.code)
    assert found is not None
    assert class_of(CLASS).destroy(record_id=found.record_id, by=helpers.office.leader, now=LATER)
    assert not class_of(CLASS).destroy(record_id=found.record_id, by=helpers.office.leader, now=LATER)
    helped = HelpedFiling.objects.get()
    assert (helped.helper, helped.team, helped.destroyed_at) == (helpers.helper, helpers.team, LATER)
    assert not any(word in words_of("onestop_helpedfiling") for word in (NAME, NUMBER, PHONE))
    assert not StoredFile.objects.filter(name="dong-y.pdf").exists()
    assert HOLDING.read(dossier.applicant, LATER).rows == []


def test_a_consent_to_a_dossier_under_way_is_not_destroyed(helpers: Helpers) -> None:
    dossier = make_helped(helpers)
    assert not class_of(CLASS).destroy(record_id=str(dossier.pk), by=helpers.office.leader, now=LATER)


@pytest.mark.parametrize(("held", "proposed"), [("help_consent", "dossier"), ("dossier", "help_consent")])
def test_a_hold_on_the_consent_or_on_its_dossier_keeps_both(
    helpers: Helpers, dossier: Dossier, held: str, proposed: str
) -> None:
    found = class_of(held).find(dossier.code)
    assert found is not None
    place_hold(
        record_class=held,
        record_id=found.record_id,
        name=dossier.code,
        unit_id=found.unit_id,
        reason="Vụ án",
        until=LATER.date(),
        by=helpers.office.leader,
        now=NOW,
    )
    clerk = make_staff(role=Role.CLERK, unit=helpers.office.unit)
    with pytest.raises(NothingToDestroy):
        propose_disposal(record_class=proposed, unit_id=found.unit_id, by=clerk, now=LATER)


def test_with_the_dossier_goes_the_consent_and_figures_go_on_counting(helpers: Helpers, dossier: Dossier) -> None:
    assert dossier.state == State.WITHDRAWN
    assert destroy_dossier(record_id=str(dossier.pk), by=helpers.office.leader, now=LATER)
    dossier.refresh_from_db()
    assert dossier.helper == {"name": "–", "team": str(helpers.team.pk)}
    assert HelpedFiling.objects.get().destroyed_at == LATER
    assert not any(word in words_of("onestop_helpedfiling") for word in (NAME, NUMBER, PHONE))
    assert list(differing()) == []
