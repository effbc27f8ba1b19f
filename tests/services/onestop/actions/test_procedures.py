"""Procedures are published as versions, opened and closed at units, and loaded from the files that come with us."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Kind, Level, Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.models import Commitment, Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, SYSTEM, Office, make_document, make_dossier, make_pledge, make_version
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def changed(document: ProcedureDocument, **changes: object) -> ProcedureDocument:
    return ProcedureDocument.model_validate(document.as_json() | changes)


def spans(slug: str) -> list[tuple[date, date | None]]:
    versions = ProcedureVersion.objects.filter(procedure__slug=slug).order_by("number")
    return [(version.valid.lower, version.valid.upper) for version in versions]


def test_publishing_the_same_document_again_changes_nothing() -> None:
    document = make_document()
    first = publish_procedure(document=document, by=SYSTEM, now=NOW)
    entries = AuditEntry.objects.count()
    assert publish_procedure(document=document, by=SYSTEM, now=NOW).pk == first.pk
    assert (ProcedureVersion.objects.count(), AuditEntry.objects.count()) == (1, entries)
    assert first.content == document


def test_the_next_version_ends_the_one_before_it() -> None:
    document = make_document()
    publish_procedure(document=document, by=SYSTEM, now=NOW)
    publish_procedure(document=changed(document, valid_from="2019-06-01"), by=SYSTEM, now=NOW)
    assert spans(document.slug) == [(date(2018, 1, 1), date(2019, 6, 1)), (date(2019, 6, 1), None)]


def test_a_correction_holds_from_the_day_it_is_published() -> None:
    document = make_document()
    publish_procedure(document=document, by=SYSTEM, now=NOW)
    publish_procedure(document=changed(document, provenance="sửa"), by=SYSTEM, now=NOW)
    assert spans(document.slug) == [(date(2018, 1, 1), TODAY), (TODAY, None)]


def test_two_corrections_on_one_day_leave_the_last_in_force() -> None:
    document = make_document()
    for word in ("một", "hai", "ba"):
        publish_procedure(document=changed(document, provenance=word), by=SYSTEM, now=NOW)
    standing = ProcedureVersion.objects.on(TODAY).get()
    assert (standing.number, standing.content.provenance) == (3, "ba")


def test_nothing_is_published_behind_a_version_of_the_future() -> None:
    document = make_document()
    publish_procedure(document=changed(document, valid_from="2020-01-01"), by=SYSTEM, now=NOW)
    with pytest.raises(DossierRefused) as refused:
        publish_procedure(document=document, by=SYSTEM, now=NOW)
    assert refused.value.code == "later_version_exists"


def test_a_dossier_stays_with_the_version_it_was_filed_under(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    document = dossier.procedure_version.content
    publish_procedure(document=changed(document, provenance="sửa"), by=SYSTEM, now=NOW + timedelta(days=1))
    dossier.refresh_from_db()
    assert dossier.procedure_version.content == document


def test_lists_show_what_the_newest_version_says() -> None:
    document = make_document()
    publish_procedure(document=document, by=SYSTEM, now=NOW)
    title = {"vi": "Đăng ký mới", "en": "New registration"}
    publish_procedure(document=changed(document, title=title), by=SYSTEM, now=NOW)
    procedure = Procedure.objects.get(slug=document.slug)
    assert (procedure.title_vi, procedure.title_en) == ("Đăng ký mới", "New registration")
    assert "dang ky moi" in procedure.search_key


def test_promises_are_stored_for_everybody_or_for_units_that_are_here() -> None:
    unit = make_unit(code="000.01.20.H29")
    version = make_version(commitments=[make_pledge(8, units=["000.01.20.H29", "nowhere"])])
    assert list(Commitment.objects.filter(version=version).values_list("unit", "amount")) == [(unit.pk, 8)]
    common = make_version(commitments=[make_pledge(7)])
    row = Commitment.objects.get(version=common)
    assert (row.unit, row.amount) == (None, 7)


def test_only_the_platform_publishes() -> None:
    staff = make_staff(role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        publish_procedure(document=make_document(), by=staff.as_actor(), now=NOW)


def test_an_administrator_of_the_unit_opens_and_closes_a_procedure() -> None:
    unit, slug = make_unit(), make_version().procedure.slug
    administrator = make_staff(role=Role.ADMINISTRATOR, unit=unit)
    for role in (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER):
        make_staff(role=role, unit=unit)
    given: dict[str, Any] = {"slug": slug, "unit_id": unit.pk, "by": administrator, "now": NOW}
    offer = open_procedure(**given)
    assert (offer.is_open, offer.deciding_unit_id) == (True, unit.pk)
    assert open_procedure(**given).opened_at == NOW
    assert not close_procedure(**given, reason=" Mất điện. ").is_open
    assert ProcedureOffer.objects.get().closed_reason == "Mất điện."
    assert open_procedure(**given).is_open


def test_strangers_neither_open_nor_close() -> None:
    unit, slug = make_unit(), make_version().procedure.slug
    open_procedure(slug=slug, unit_id=unit.pk, by=SYSTEM, now=NOW)
    for staff in (make_staff(role=Role.ADMINISTRATOR), make_staff(role=Role.LEADER, unit=unit)):
        with pytest.raises(NotAllowed):
            open_procedure(slug=slug, unit_id=unit.pk, by=staff, now=NOW)
        with pytest.raises(NotAllowed):
            close_procedure(slug=slug, unit_id=unit.pk, reason="Vì", by=staff, now=NOW)


def test_a_procedure_is_closed_with_a_reason_only() -> None:
    unit, slug = make_unit(), make_version().procedure.slug
    open_procedure(slug=slug, unit_id=unit.pk, by=SYSTEM, now=NOW)
    with pytest.raises(NeedMissing):
        close_procedure(slug=slug, unit_id=unit.pk, reason=" ", by=SYSTEM, now=NOW)


def test_the_office_named_by_the_document_decides() -> None:
    receiving, office = make_unit(), make_unit(code="000.02.20.H29")
    version = make_version(deciding_office="000.02.20.H29")
    offer = open_procedure(slug=version.procedure.slug, unit_id=receiving.pk, by=SYSTEM, now=NOW)
    assert offer.deciding_unit_id == office.pk


def test_a_counter_stands_for_its_authority() -> None:
    authority = make_unit(level=Level.DISTRICT)
    counter = make_unit(level=Level.DISTRICT, kind=Kind.COUNTER, parent=authority)
    offer = open_procedure(slug=make_version().procedure.slug, unit_id=counter.pk, by=SYSTEM, now=NOW)
    assert offer.deciding_unit_id == authority.pk


def test_a_deciding_office_that_is_not_here_is_said_so() -> None:
    version = make_version(deciding_office="nowhere")
    with pytest.raises(DossierRefused) as refused:
        open_procedure(slug=version.procedure.slug, unit_id=make_unit().pk, by=SYSTEM, now=NOW)
    assert refused.value.code == "no_deciding_unit"
