"""Procedures are written as drafts and published whole; dossiers under way move when it was agreed, and not else."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.models import Level, Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.actions.change_definition_draft import change_definition_draft
from motcua.services.onestop.actions.discard_definition_draft import discard_definition_draft
from motcua.services.onestop.actions.import_definitions import import_definitions
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.actions.start_definition_draft import start_definition_draft
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.check_people import people_faults
from motcua.services.onestop.designing.drafts import DraftChanged, empty_document
from motcua.services.onestop.designing.exchange import FileFaulty, packed
from motcua.services.onestop.designing.faults import DefinitionFaulty
from motcua.services.onestop.models import DefinitionDraft, Procedure, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.models.procedure import published_document
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.states import Action, State
from tests.factories.definitions import make_definition_draft, make_designer, publish
from tests.factories.onestop import NOW, Office, make_document, make_dossier, make_pledge, make_step, make_version
from tests.factories.units import make_role, make_staff, make_unit

LATER = NOW + timedelta(hours=1)
SHORTER = [
    make_step("reception", "receptionist", "receiving", 2),
    make_step("examination", "specialist", "deciding", 8),
    make_step("decision", "leader", "deciding", 8),
    make_step("return", "receptionist", "receiving", 2),
]


@pytest.fixture
def designer(office: Office) -> Staff:
    """Who writes procedures."""
    return make_designer(office)


def test_a_draft_begins_with_the_newest_version_and_becomes_the_next(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer, title={"vi": "Tên mới"}, steps=SHORTER)
    version = publish(draft, designer, now=LATER)
    assert (version.number, version.content.title.vi, version.published_at) == (2, "Tên mới", LATER)
    assert version.sha256 == version.content.sha256()
    draft.refresh_from_db()
    assert (draft.outcome, draft.published, draft.ended_at) == ("published", version, LATER)
    assert Procedure.objects.get(slug=office.slug).title_vi == "Tên mới"
    written = AuditEntry.objects.filter(action__contains="definition_draft").order_by("pk")
    journal = list(written.values_list("action", flat=True))
    assert [entry.removeprefix("onestop.").removesuffix("_definition_draft") for entry in journal] == [
        "start",
        "change",
        "publish",
    ]


def test_one_procedure_is_written_once_at_a_time(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    with pytest.raises(DossierRefused) as refused:
        make_definition_draft(office, designer)
    assert (refused.value.code, "Vũ Văn Soạn" in str(refused.value)) == ("draft_open", True)
    discard_definition_draft(draft_id=draft.pk, by=designer, now=LATER, expected_version=draft.version)
    assert make_definition_draft(office, designer).pk != draft.pk


def test_the_second_of_two_hands_is_told_and_nothing_is_lost(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    given: dict[str, Any] = {"draft_id": draft.pk, "by": designer, "now": NOW, "expected_version": 1}
    change_definition_draft(**given, changes={"provenance": "một"})
    with pytest.raises(DraftChanged):
        change_definition_draft(**given, changes={"provenance": "hai"})
    draft.refresh_from_db()
    assert (draft.document["provenance"], draft.version) == ("một", 2)


def test_what_changes_nothing_is_no_change(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    same = change_definition_draft(
        draft_id=draft.pk, changes={"code": draft.document["code"]}, by=designer, now=LATER, expected_version=1
    )
    assert (same.version, same.changed_at) == (1, NOW)


@pytest.mark.parametrize("part", ["slug", "schema", "magic"])
def test_the_address_and_unknown_parts_are_not_changed(office: Office, designer: Staff, part: str) -> None:
    draft = make_definition_draft(office, designer)
    with pytest.raises(DossierRefused, match="Phần này không sửa được"):
        change_definition_draft(draft_id=draft.pk, changes={part: "x"}, by=designer, now=NOW, expected_version=1)


def test_only_who_administers_every_unit_of_the_one_stop_writes_procedures(office: Office) -> None:
    strangers = [make_staff(role=Role.LEADER, unit=office.unit), make_staff(role=Role.ADMINISTRATOR)]
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            make_definition_draft(office, stranger)
    draft = make_definition_draft(office, make_designer(office))
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            publish(draft, stranger)
        with pytest.raises(NotAllowed):
            discard_definition_draft(draft_id=draft.pk, by=stranger, now=NOW, expected_version=1)


def test_a_faulty_definition_is_not_published(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer, steps=SHORTER[:2])
    with pytest.raises(DefinitionFaulty) as refused:
        publish(draft, designer)
    assert refused.value.faults[0].code == "too_few_steps"
    assert ProcedureVersion.objects.filter(procedure__slug=office.slug).count() == 1


def test_a_definition_that_says_nothing_new_is_not_published(office: Office, designer: Staff) -> None:
    with pytest.raises(DossierRefused) as refused:
        publish(make_definition_draft(office, designer), designer)
    assert refused.value.code == "nothing_changed"


def test_a_step_without_a_person_where_the_procedure_is_received_is_named(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer, steps=SHORTER)
    office.specialist.is_active = False
    office.specialist.save(update_fields=["is_active"])
    with pytest.raises(DefinitionFaulty) as refused:
        publish(draft, designer)
    (found,) = refused.value.faults
    assert (found.code, found.place) == ("role_without_person", "steps/1/role")
    assert "Chuyên viên thụ lý" in str(found.sentence)


def test_a_role_from_above_counts_where_it_reaches_down(office: Office, designer: Staff) -> None:
    office.specialist.is_active = False
    office.specialist.save(update_fields=["is_active"])
    raw = make_definition_draft(office, designer, steps=SHORTER).document
    make_role(staff=designer, unit=office.unit, role=Role.SPECIALIST)
    assert list(people_faults(raw, slug=office.slug, now=NOW)) == []


def test_a_foreign_code_and_an_unknown_office_are_named(office: Office, designer: Staff) -> None:
    other = make_version().procedure
    draft = make_definition_draft(office, designer, code=other.code, deciding_office="nowhere")
    found = {fault.code for fault in people_faults(draft.document, slug=office.slug, now=NOW)}
    assert found == {"code_taken", "deciding_office_unknown"}


def test_an_agreed_dossier_goes_on_under_the_new_version_and_is_due_when_it_was(
    office: Office, designer: Staff
) -> None:
    moved, left = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    before = (moved.due_at, moved.law_due_at, moved.step_due_at)
    plain: dict[str, Any] = make_document().as_json()
    changes: dict[str, Any] = {"steps": SHORTER, "limit": plain["limit"] | {"amount": 20}}
    version = publish(make_definition_draft(office, designer, **changes), designer, agreed=[moved.pk], now=LATER)
    for dossier in (moved, left):
        dossier.refresh_from_db()
    assert (moved.procedure_version, left.procedure_version.number) == (version, 1)
    assert (moved.due_at, moved.law_due_at) == before[:2]
    assert moved.step_due_at is not None
    assert before[2] is not None
    assert moved.step_due_at < before[2]
    event = moved.events.get(kind=Action.MOVE_VERSION)
    assert (event.payload["from_version"], event.payload["to_version"], event.public) == (1, 2, False)
    assert list(differing()) == []


def test_a_step_with_more_time_is_not_due_later_than_before(office: Office, designer: Staff) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    steps = [*SHORTER[:1], make_step("examination", "specialist", "deciding", 60), *SHORTER[2:]]
    publish(make_definition_draft(office, designer, steps=steps), designer, agreed=[dossier.pk], now=LATER)
    due = dossier.step_due_at
    dossier.refresh_from_db()
    assert dossier.step_due_at == due


def test_a_step_of_another_role_gives_the_dossier_back_to_the_common_list(office: Office, designer: Staff) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    steps = [SHORTER[0], SHORTER[1] | {"role": "leader"}, *SHORTER[2:]]
    moved = make_dossier(office, State.IN_PROCESS)
    draft = make_definition_draft(office, designer, steps=steps)
    with pytest.raises(DossierRefused) as refused:  # as if it had been safe when it was ticked
        publish(draft, designer, agreed=[dossier.pk, moved.pk], now=LATER)
    assert refused.value.code == "dry_run_changed"
    publish(draft, designer, agreed=[dossier.pk], looked_at=[moved.pk], now=LATER)
    moved.refresh_from_db()
    assert (moved.holder, moved.step) == (None, "examination")


def test_a_dossier_that_cannot_be_moved_stops_the_publication(office: Office, designer: Staff) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    steps = [SHORTER[0], SHORTER[1] | {"key": "look"}, *SHORTER[2:]]
    draft = make_definition_draft(office, designer, steps=steps)
    with pytest.raises(DossierRefused) as refused:
        publish(draft, designer, agreed=[dossier.pk])
    assert refused.value.code == "dry_run_changed"
    assert publish(draft, designer).number == 2
    dossier.refresh_from_db()
    assert dossier.procedure_version.number == 1


def test_a_procedure_that_is_over_is_not_corrected_for_no_day(office: Office, designer: Staff) -> None:
    ended = make_definition_draft(office, designer, valid_to="2019-04-01", provenance="mới")
    assert [fault.code for fault in people_faults(ended.document, slug=office.slug, now=NOW)] == ["validity_over"]
    with pytest.raises(DefinitionFaulty) as faulty:
        publish(ended, designer)
    assert "Hết hiệu lực từ" in str(faulty.value)
    with pytest.raises(DossierRefused) as refused:
        publish_procedure(document=ProcedureDocument.model_validate(ended.document), by=Actor.system(), now=NOW)
    assert (refused.value.code, "01/04/2019" in str(refused.value)) == ("no_day", True)


def test_a_unit_named_twice_promises_once_and_a_stranger_is_named(office: Office, designer: Staff) -> None:
    code = office.unit.versions.get().code
    draft = make_definition_draft(office, designer, commitments=[make_pledge(5, units=[code, code])])
    strange = draft.document | {"commitments": [make_pledge(5, units=[code, "khong-co"])]}
    (found,) = people_faults(strange, slug=office.slug, now=NOW)
    assert (found.code, found.place, "khong-co" in str(found.sentence)) == (
        "commitment_unit_unknown",
        "commitments/0/units",
        True,
    )
    version = publish(draft, designer)
    assert [each.unit_id for each in version.commitments.all()] == [office.unit.pk]


def test_a_unit_under_two_names_does_not_promise_twice_at_once(office: Office, designer: Staff) -> None:
    code = make_unit(reference="phuong-thu").versions.get().code
    both = [make_pledge(5, units=[code]), make_pledge(6, units=["phuong-thu"])]
    draft = make_definition_draft(office, designer, commitments=both)
    found = [(fault.code, fault.place) for fault in people_faults(draft.document, slug=office.slug, now=NOW)]
    assert found == [("commitments_overlap", "commitments/1/valid_from")]


def test_where_another_office_decides_what_is_filed_from_now_on_goes_to_it(office: Office, designer: Staff) -> None:
    elsewhere = make_unit(level=Level.COMMUNE)
    draft = make_definition_draft(office, designer, deciding_office=elsewhere.versions.get().code)
    found = {fault.code for fault in people_faults(draft.document, slug=office.slug, now=NOW)}
    assert found == {"role_without_person"}  # of the office that is to decide, not of the one that did
    make_staff(role=Role.SPECIALIST, unit=elsewhere)
    make_staff(role=Role.LEADER, unit=elsewhere)
    before = make_dossier(office, State.SUBMITTED)
    publish(draft, designer, now=LATER)
    assert ProcedureOffer.objects.get(unit=office.unit, procedure__slug=office.slug).deciding_unit == elsewhere
    assert before.deciding_unit_id == office.unit.pk


def test_an_office_chosen_on_purpose_stays_and_another_one_of_the_future_waits(office: Office, designer: Staff) -> None:
    elsewhere, chosen = make_unit(level=Level.COMMUNE), make_unit(level=Level.COMMUNE)
    for unit in (elsewhere, chosen):
        make_staff(role=Role.SPECIALIST, unit=unit)
        make_staff(role=Role.LEADER, unit=unit)
    code = elsewhere.versions.get().code
    offers = ProcedureOffer.objects.filter(unit=office.unit, procedure__slug=office.slug)
    draft = make_definition_draft(office, designer, deciding_office=code, valid_from="2020-01-01")
    with pytest.raises(DossierRefused) as refused:
        publish(draft, designer)
    assert (refused.value.code, "01/01/2020" in str(refused.value)) == ("office_later", True)
    discard_definition_draft(draft_id=draft.pk, by=designer, now=NOW, expected_version=draft.version)
    offers.update(deciding_unit=chosen)
    publish(make_definition_draft(office, designer, deciding_office=code), designer)
    assert offers.get().deciding_unit == chosen


def test_what_comes_from_a_file_is_published_and_exported_with_the_hash_it_had(office: Office, designer: Staff) -> None:
    """The database keeps numbers in its own way; what it would write otherwise does not pass the checker."""
    whole = make_document().as_json()
    number = {"key": "size", "type": "decimal", "label": {"vi": "Cỡ"}, "min": 0.001, "max": 12.5, "required": False}
    sections: Any = whole["form"]["sections"]  # type: ignore[index,call-overload]
    sections[0]["fields"].append(number)
    document = ProcedureDocument.model_validate(whole)
    (draft,) = import_definitions(data=packed([document]), by=designer, now=NOW)
    version = publish(draft, designer)
    published_document.cache_clear()
    stored = ProcedureVersion.objects.get(pk=version.pk)
    assert packed([stored.content]) == packed([document])
    assert stored.sha256 == document.sha256()


def test_a_new_procedure_begins_with_the_four_usual_steps(office: Office, designer: Staff) -> None:
    document = empty_document(slug="thu-tuc-moi", title="Thủ tục mới", code="1.9")
    draft = start_definition_draft(slug="thu-tuc-moi", document=document, by=designer, now=NOW)
    assert (draft.name, draft.based_on) == ("Thủ tục mới", None)
    with pytest.raises(Procedure.DoesNotExist):
        start_definition_draft(slug="khong-co", by=designer, now=NOW)


def test_a_file_becomes_drafts_or_nothing(office: Office, designer: Staff) -> None:
    documents = [make_document(), make_document()]
    drafts = import_definitions(data=packed(documents), by=designer, now=NOW)
    assert [draft.slug for draft in drafts] == [document.slug for document in documents]
    version = publish(drafts[0], designer)
    assert version.sha256 == documents[0].sha256()
    with pytest.raises(FileFaulty) as refused:
        import_definitions(data=packed([make_document(), documents[1]]), by=designer, now=NOW)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(2, "slug")]
    assert DefinitionDraft.objects.count() == 2


def test_an_ended_draft_stays_as_it_was(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer, provenance="mới")
    publish(draft, designer)
    with pytest.raises(DefinitionDraft.DoesNotExist):
        change_definition_draft(
            draft_id=draft.pk, changes={"code": "x"}, by=designer, now=NOW, expected_version=draft.version
        )
