"""Which step comes next, and what may not be written where strangers read."""

import pytest

from motcua.services.onestop.rules import decision_step, may_go, names_somebody, next_step, state_at
from motcua.services.onestop.states import State
from tests.factories.onestop import make_document

KEYS = ("reception", "examination", "decision", "return")


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("reception", {"reception", "examination"}),
        ("examination", {"reception", "examination", "decision"}),
        ("decision", {"reception", "examination", "decision"}),
    ],
)
def test_a_dossier_goes_one_step_forward_or_any_step_back(at: str, allowed: set[str]) -> None:
    document = make_document()
    assert {key for key in KEYS if may_go(document, at=at, to=key)} == allowed
    assert not may_go(document, at=at, to="nowhere")


def test_the_decision_is_decided_and_not_handed_on() -> None:
    document = make_document()
    following = [next_step(document, key) for key in KEYS]
    assert [step.key if step else None for step in following] == ["examination", "decision", None, None]
    assert decision_step(document).key == "decision"


def test_at_the_counter_a_dossier_is_accepted_and_later_in_process() -> None:
    document = make_document()
    assert [state_at(document, key) for key in KEYS[:3]] == [State.ACCEPTED, State.IN_PROCESS, State.IN_PROCESS]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Đề nghị bà NGUYEN THI ANH nộp lại đơn.", True),
        ("Đơn của Nguyễn Thị Ánh, bị mờ", True),
        ("Số 079 190 012 345 chưa rõ", True),
        ("Gọi 0901.234.567", True),
        ("Đơn bị mờ, đề nghị nộp lại.", False),
        ("Nguyễn Thị Ánhh", False),
        ("Ngày 09/01/2019 và 12/03/2019", False),
        ("", False),
    ],
)
def test_a_text_for_strangers_must_not_name_the_applicant(text: str, tells: bool) -> None:
    numbers = ["079190012345", "0901234567", ""]
    assert names_somebody([text], full_name="Nguyễn Thị Ánh", numbers=numbers) is tells
