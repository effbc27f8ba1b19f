"""What a model's life keeps: codes, forms, documents, who changed what, and that nothing of it is rewritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from motcua.foundation.audit.models import AuditEntry
from motcua.replication.initiatives.actions.assess_initiative import assess_initiative
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.actions.retire_initiative import retire_initiative
from motcua.replication.initiatives.actions.revise_initiative import revise_initiative
from motcua.replication.initiatives.content import Content, Person
from motcua.replication.initiatives.models import (
    Assessment,
    Conclusion,
    Initiative,
    InitiativeEvent,
)
from motcua.replication.initiatives.models import InitiativeState as State
from motcua.replication.initiatives.queries import initiative_by_code
from motcua.replication.initiatives.refusals import Conflict, InitiativeRefused
from motcua.replication.initiatives.rules import Score
from tests.factories.initiatives import (
    CONTENT,
    DOCUMENT,
    NOW,
    SYSTEM,
    assess,
    full_marks,
    make_district,
    make_initiative,
)
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def test_codes_count_up_within_the_year() -> None:
    unit = make_unit()
    made = [
        propose_initiative(origin_unit_id=unit.pk, content=CONTENT, by=SYSTEM, now=moment)
        for moment in (NOW, NOW, NOW + timedelta(days=365))
    ]
    assert [one.code for one in made] == ["SK2019-001", "SK2019-002", "SK2020-001"]


def test_a_code_is_taken_once_and_found_again() -> None:
    unit = make_unit()
    made = propose_initiative(origin_unit_id=unit.pk, content=CONTENT, code="R2", by=SYSTEM, now=NOW)
    assert initiative_by_code("R2") == made
    with pytest.raises(InitiativeRefused, match="đã dùng"):
        propose_initiative(origin_unit_id=unit.pk, content=CONTENT, code="R2", by=SYSTEM, now=NOW)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (Content(title="  "), "title"),
        (Content(title="x" * 401), "title"),
        (Content(title="A", problem="x" * 10_001), "problem"),
        (Content(title="A", cost=-1), "cost"),
        (Content(title="A", service="không có"), "service"),
        (Content(title="A", people=(Person("Hoa"), Person("Hoa "))), "people"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(content: Content, fault: str) -> None:
    with pytest.raises(InitiativeRefused) as refused:
        propose_initiative(origin_unit_id=make_unit().pk, content=content, by=SYSTEM, now=NOW)
    assert refused.value.code == fault
    assert Initiative.objects.count() == 0


def test_a_revision_keeps_what_each_field_was() -> None:
    initiative = make_initiative(origin=make_unit(), state=State.PROPOSED)
    changed = Content(
        title="Tra cứu bằng QR", cost=5_000_000, people=(Person("Trần Thị Hoa"),), problem=CONTENT.problem
    )
    revise_initiative(initiative_id=initiative.pk, content=changed, by=SYSTEM, now=NOW)
    last = initiative.events.last()
    assert last is not None
    assert last.payload["changes"] == {
        "title": [CONTENT.title, "Tra cứu bằng QR"],
        "solution": [CONTENT.solution, ""],
        "cost": [None, 5_000_000],
        "people": ["Trần Thị Hoa: Chủ trì\nLê Văn Nam", "Trần Thị Hoa"],
    }
    assert [one.name for one in initiative.people.all()] == ["Trần Thị Hoa"]
    initiative.refresh_from_db()
    assert "tra cuu bang qr" in initiative.search_key


def test_a_revision_that_changes_nothing_leaves_no_trace() -> None:
    initiative = make_initiative(origin=make_unit(), state=State.PROPOSED)
    revise_initiative(initiative_id=initiative.pk, content=CONTENT, by=SYSTEM, now=NOW)
    assert initiative.events.count() == 1


def test_the_second_of_two_editors_sees_what_the_first_changed_and_overwrites_nothing() -> None:
    district = make_district()
    initiative = make_initiative(origin=district.ward, state=State.PROPOSED)
    seen = initiative.version
    revise_initiative(
        initiative_id=initiative.pk, content=Content(title="Của người thứ nhất"), by=district.leader, now=NOW
    )
    with pytest.raises(Conflict) as conflict:
        revise_initiative(
            initiative_id=initiative.pk,
            content=Content(title="Của người thứ hai"),
            expected_version=seen,
            by=district.coordinator,
            now=NOW,
        )
    assert [event.payload["changes"]["title"][1] for event in conflict.value.events] == ["Của người thứ nhất"]
    assert conflict.value.events[0].actor_name == district.leader.full_name
    assert Initiative.objects.get(pk=initiative.pk).title == "Của người thứ nhất"


def test_an_assessment_keeps_points_words_and_by_which_criteria() -> None:
    initiative = make_initiative(origin=make_unit(), state=State.PROPOSED)
    assess(initiative)
    form = Assessment.objects.get()
    scores = list(form.scores.all())
    assert (
        (form.total, form.highest) == (100, 100) == (sum(one.points for one in scores), sum(s.highest for s in scores))
    )
    assert scores[0].label == "Tính mới"
    assert "13/2012" in form.criteria_document


@pytest.mark.parametrize(
    "scores",
    [
        {},
        full_marks() | {"charm": Score(3)},
        full_marks(missing=-1),
        {key: Score(-1) for key in full_marks()},
        full_marks() | {"novelty": Score(1, "x" * 1001)},
    ],
    ids=["none", "unknown criterion", "too many points", "below nothing", "endless words"],
)
def test_points_out_of_range_are_refused_whole(scores: dict[str, Score]) -> None:
    initiative = make_initiative(origin=make_unit(), state=State.PROPOSED)
    with pytest.raises(InitiativeRefused):
        assess_initiative(
            initiative_id=initiative.pk,
            scores=scores,
            conclusion=Conclusion.RECOMMENDED,
            words="Tốt",
            by=SYSTEM,
            now=NOW,
        )
    assert (Assessment.objects.count(), initiative.events.count()) == (0, 1)


@pytest.mark.parametrize("conclusion", [Conclusion.TO_IMPROVE, Conclusion.NOT_RECOMMENDED])
def test_only_a_recommended_model_is_recognised(conclusion: Conclusion) -> None:
    initiative = make_initiative(origin=make_unit(), state=State.PROPOSED)
    assess(initiative)
    assess(initiative, conclusion=conclusion)
    with pytest.raises(InitiativeRefused, match="chưa đề nghị"):
        recognise_initiative(initiative_id=initiative.pk, recognised_by=DOCUMENT, by=SYSTEM, now=NOW)
    assess(initiative)
    recognise_initiative(initiative_id=initiative.pk, recognised_by=DOCUMENT, by=SYSTEM, now=NOW)
    assert Initiative.objects.get().recognised_by == DOCUMENT


def test_acts_without_document_reason_or_units_are_refused() -> None:
    unit = make_unit()
    initiative = make_initiative(origin=unit, state=State.RECOGNISED)
    for units, document in [([unit.pk], " "), ([], DOCUMENT), ([unit.pk + 999], DOCUMENT)]:
        with pytest.raises(InitiativeRefused):
            call_for_replication(initiative_id=initiative.pk, unit_ids=units, document=document, by=SYSTEM, now=NOW)
    with pytest.raises(InitiativeRefused, match="lý do"):
        retire_initiative(initiative_id=initiative.pk, reason=" ", by=SYSTEM, now=NOW)


def test_a_call_adds_to_the_units_named_before_and_is_not_repeated() -> None:
    district = make_district()
    initiative = make_initiative(origin=district.ward, state=State.TO_REPLICATE, targets=(district.ward,))
    for _twice in range(2):
        call_for_replication(
            initiative_id=initiative.pk, unit_ids=[district.other.pk], document="CV 554", by=SYSTEM, now=NOW
        )
    assert set(initiative.targets.all()) == {district.ward, district.other}
    assert initiative.events.filter(kind="call").count() == 2


def test_every_turn_is_in_the_journal_of_the_authority() -> None:
    district = make_district()
    initiative = make_initiative(origin=district.ward, state=State.TO_REPLICATE)
    acts = AuditEntry.objects.filter(target_type="initiative", target_id=str(initiative.pk)).order_by("seq")
    assert [(one.action, one.unit_id) for one in acts] == [
        (f"initiatives.{word}", district.unit.pk) for word in ("propose", "record_recognition", "call")
    ]


def test_the_states_are_the_fold_of_the_events() -> None:
    unit = make_unit()
    for state in State:
        initiative = make_initiative(origin=unit, state=state)
        events = list(initiative.events.all())
        assert [event.from_state for event in events] == ["", *(event.to_state for event in events[:-1])]
        assert (events[-1].to_state, events[-1].seq) == (initiative.state, initiative.version)


def test_history_and_forms_cannot_be_rewritten() -> None:
    initiative = make_initiative(origin=make_unit(), state=State.ASSESSED)
    for rows in (InitiativeEvent.objects.all(), Assessment.objects.all()):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            rows.update(at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=initiative.pk).update(state=State.RECOGNISED)
