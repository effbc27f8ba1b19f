"""Dispatch 554/UBND-CCHC as data: whole, true to its text, entered once."""

from datetime import date, datetime

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Kind, UnitVersion
from motcua.foundation.units.reference import load_tan_binh
from motcua.replication.directives.models import (
    Directive,
    DirectiveModel,
    DirectiveRecipient,
    RecipientKind,
    Repeats,
    Requirement,
)
from motcua.replication.directives.records import dispatch_554, letter_554
from motcua.replication.directives.reference import load_dispatch_554
from motcua.replication.initiatives.models import Initiative, InitiativeState

SYSTEM = Actor.system()
CODES = [*(f"C{n}" for n in range(1, 6)), *(f"D{n}" for n in range(1, 5)), *(f"R{n}" for n in range(1, 10))]


@pytest.fixture
def dispatch(db: None, now: datetime) -> Directive:
    """The dispatch in a district whose units are loaded."""
    load_tan_binh(by=SYSTEM, now=now)
    return load_dispatch_554(by=SYSTEM, now=now)


def references(row: DirectiveRecipient | Requirement | DirectiveModel) -> set[str]:
    units = row.takers if isinstance(row, DirectiveModel) else row.units
    return {str(unit.reference) for unit in units.all()}


def references_of(initiative: Initiative) -> set[str]:
    return {str(unit.reference) for unit in initiative.targets.all()}


def wards() -> set[str]:
    return {f"tan-binh/phuong-{number}" for number in range(1, 16)}


def test_the_head_of_the_dispatch_is_as_printed(dispatch: Directive) -> None:
    assert (dispatch.number, dispatch.issued_on) == ("554/UBND-CCHC", date(2019, 4, 9))
    assert (dispatch.issuer.reference, dispatch.signer) == ("tan-binh", "Châu Văn La")
    assert [(one.number, one.issued_on) for one in dispatch.bases.all()] == [
        ("865/UBND-KSTT", date(2019, 3, 12)),
        ("251/KH-UBND", date(2018, 10, 26)),
        ("64/KH-UBND", date(2019, 3, 14)),
    ]


def test_every_requirement_has_its_units_and_its_deadline(dispatch: Directive) -> None:
    asked = {one.number: one for one in dispatch.requirements.all()}
    assert {number: (one.starts_on, one.due_on) for number, one in asked.items()} == {
        "2.1": (date(2019, 3, 13), None),
        "2.1-1": (None, None),
        "2.2": (date(2019, 4, 9), date(2019, 5, 10)),
        "2.3": (date(2019, 4, 9), date(2019, 5, 10)),
        "2.4": (date(2019, 4, 9), date(2019, 5, 10)),
        "2.5(1)": (date(2019, 4, 9), date(2019, 6, 30)),
        "2.5(2)": (None, date(2019, 5, 24)),
        "2.6-1": (date(2019, 4, 9), date(2019, 5, 10)),
        "2.6-2": (None, None),
        "2.6-3": (None, None),
    }
    assert [one.number for one in asked.values() if one.repeats == Repeats.QUARTERLY] == ["2.6-3"]
    assert [one.number for one in asked.values() if one.wants_report] == ["2.5(2)", "2.6-3"]
    assert references(asked["2.1"]) == {"tan-binh/mot-cua"}
    assert references(asked["2.1-1"]) == references(asked["2.2"]) == wards()
    assert references(asked["2.6-3"]) == {"tan-binh/noi-vu"}
    assert all(one.units.exists() for one in asked.values())


def test_before_the_25th_means_that_the_24th_is_the_last_day(dispatch: Directive) -> None:
    report = dispatch.requirements.get(number="2.5(2)")
    assert "trước ngày 25 tháng 5 năm 2019" in report.text
    assert report.due_on == date(2019, 5, 24)


def test_all_eighteen_models_are_linked_to_the_register(dispatch: Directive) -> None:
    models = {one.initiative.code: one for one in dispatch.models.select_related("initiative__origin_unit")}
    assert list(models) == CODES
    assert references(models["D1"]) == references(models["C4"]) == wards()
    assert references(models["C5"]) == {"tan-binh/tai-nguyen-moi-truong", "tan-binh/thue"}
    assert references(models["C1"]) == wards() | {"tan-binh"}
    assert models["D4"].initiative.origin_unit.reference == "tan-binh/thcs-nguyen-gia-thieu"
    assert not references(models["R2"])


def test_models_that_units_have_to_take_over_wait_for_replication(dispatch: Directive) -> None:
    states = dict(Initiative.objects.values_list("code", "state"))
    recognised = {code for code, state in states.items() if state == InitiativeState.RECOGNISED}
    assert recognised == {"R1", "R7", "R8", "R9"}
    assert set(states.values()) == {InitiativeState.RECOGNISED, InitiativeState.TO_REPLICATE}
    assert references_of(Initiative.objects.get(code="D1")) == wards()


def test_services_carry_five_models_and_every_model_is_described(dispatch: Directive) -> None:
    carried = Initiative.objects.exclude(service="").values_list("code", "service")
    assert sorted(carried) == [
        ("D2", "onestop"),
        ("D3", "onestop"),
        ("R2", "onestop"),
        ("R3", "onestop"),
        ("R6", "surveys"),
    ]
    for one in Initiative.objects.all():
        assert all((one.title, one.title_en, one.problem, one.solution, one.evidence, one.recognised_by))


def test_every_line_of_the_address_stands_for_real_units(dispatch: Directive) -> None:
    address = list(dispatch.recipients.filter(kind=RecipientKind.ADDRESSEE))
    assert len(address) == 15
    assert all(line.units.exists() for line in address)
    assert [line.text for line in address if not line.is_complete] == [
        "Các Trường Mầm non, Tiểu học và Trung học cơ sở"
    ]
    reached = {unit.pk for line in address for unit in line.units.all()}
    district = UnitVersion.objects.filter(unit__reference__startswith="tan-binh/").exclude(unit__kind=Kind.COUNTER)
    missed = set(district.exclude(unit__in=reached).values_list("unit__reference", flat=True))
    assert missed == {"tan-binh/quan-uy", "tan-binh/boi-duong-chinh-tri"} | {
        f"tan-binh/tram-y-te-{number}" for number in range(1, 16)
    }


def test_a_line_of_the_copy_list_that_names_no_known_unit_is_marked(dispatch: Directive) -> None:
    copies = {line.text: line for line in dispatch.recipients.filter(kind=RecipientKind.COPY)}
    assert len(copies) == 11
    assert [text for text, line in copies.items() if not line.is_complete] == [
        "TT. HĐND/Q",
        "TT BCD. CCHC quận",
        "TH (cả tổ)",
    ]
    assert references(copies["VP.HĐND-UBND/Q (CVP, PCVP)"]) == {"tan-binh/van-phong"}


def test_each_part_stands_in_the_text_where_it_says() -> None:
    lines = letter_554().split("\n")
    record = dispatch_554()
    parts = [(part.text, part.lines) for part in record.bases]
    parts += [(part.text, part.lines) for part in record.addressees]
    parts += [(part.text, part.lines) for part in record.requirements]
    parts += [(part.text, part.lines) for part in record.models]
    for text, (first, last) in parts:
        passage = " ".join(" ".join(lines[first - 1 : last]).replace("**", "").replace("\t", " ").split())
        assert text[:40] in passage


def test_loading_it_again_changes_nothing(dispatch: Directive, now: datetime) -> None:
    counted = [kind.objects.count() for kind in (Directive, Requirement, DirectiveModel, Initiative)]
    assert load_dispatch_554(by=SYSTEM, now=now).pk == dispatch.pk
    assert [kind.objects.count() for kind in (Directive, Requirement, DirectiveModel, Initiative)] == counted
