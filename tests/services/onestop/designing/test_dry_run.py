"""A dossier under way is safe, needs a person, or stays: a table of changes to the procedure."""

from typing import Any

import pytest

from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.dry_run import Standing, Verdict, judge
from motcua.services.onestop.designing.editing import without_item
from motcua.services.onestop.states import State
from tests.services.onestop.designing.corpus import Change, act, add, base, both, put, question, step, text

ANSWERS = {"full_name": "Nguyễn Thị Ánh", "phone": "0901234567", "kind": "renewal", "number": 2, "truthful": True}
ANSWERS |= {"sex": "female", "identity_number": "079190000001", "address": {"street": "1"}, "why": "mất"}


def standing(**changes: Any) -> Standing:
    given: dict[str, Any] = {
        "state": State.IN_PROCESS,
        "step": "examine",
        "answers": ANSWERS,
        "papers": frozenset({"request", "old"}),
    }
    return Standing(**(given | changes))


def verdict(change: Change, **changes: Any) -> Verdict:
    old, new = ProcedureDocument.model_validate(base()), ProcedureDocument.model_validate(change(base()))
    found = judge(standing(**changes), old, new)
    assert bool(found.reasons) == (found.verdict is not Verdict.SAFE)
    assert all(str(reason) for reason in found.reasons)
    return found.verdict


def stopping(place: int) -> Change:
    """Return the change by which the time of a step does not count any more."""
    law = {"document": "Nghị định 43/2014/NĐ-CP", "article": "Điều 61"}
    return both(put(f"steps/{place}/clock", "posting"), put(f"steps/{place}/clock_source", law))


def test_a_step_that_counts_again_is_looked_at_too() -> None:
    stopped = ProcedureDocument.model_validate(stopping(1)(base()))
    running = ProcedureDocument.model_validate(base())
    found = judge(standing(state=State.ON_HOLD), stopped, running)
    assert (found.verdict, "cho tính tiếp" in str(found.reasons[0])) == (Verdict.PERSON, True)


SAFE, PERSON, BLOCKED = Verdict
_PAPER = {"key": "extra", "title": text("Thêm"), "copy_kind": "copy"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("title/vi", "Tên mới"), SAFE),
        (put("steps/1/duration/amount", 8), SAFE),
        (put("limit/amount", 15), SAFE),
        (put("papers", []), SAFE),
        (add("papers", _PAPER | {"required": False}), SAFE),
        (add("form/sections/1/fields", question("more", "text", required=False)), SAFE),
        (lambda plain: without_item(plain, ("steps",), 2), SAFE),
        (add("papers", _PAPER), PERSON),
        (add("papers", _PAPER | {"visible_if": {"field": "kind", "equals": "first"}}), SAFE),
        (add("papers", _PAPER | {"visible_if": {"field": "kind", "equals": "renewal"}}), PERSON),
        (add("form/sections/1/fields", question("more", "text")), PERSON),
        (put("steps/1/role", "leader"), PERSON),
        (put("steps/1/office", "receiving"), PERSON),
        (put("fee", {"free": True}), PERSON),
        (stopping(1), PERSON),
        (stopping(2), SAFE),  # not yet there: the step stops the clock when it is entered
        (put("steps/1/key", "look"), BLOCKED),
        (put("deciding_office", "000.00.20.H29"), BLOCKED),
        (put("form/sections/1/fields/1", question("other", "number", required=False)), BLOCKED),
        (put("form/sections/1/fields/1/type", "decimal"), BLOCKED),
        (
            both(
                put("papers", []),
                put("form/sections/1/fields/2", question("why", "text")),
                put("form/sections/1/fields/0/options", [{"key": "first", "label": text("Mới")}]),
            ),
            BLOCKED,
        ),
    ],
)
def test_what_a_change_means_for_a_dossier_in_the_second_step(change: Change, expected: Verdict) -> None:
    assert verdict(change) is expected


def test_a_decided_dossier_stays_with_its_version() -> None:
    assert verdict(put("title/vi", "Tên mới"), state=State.DECIDED, step="return") is BLOCKED


def test_a_dossier_that_is_not_accepted_has_no_step_to_lose() -> None:
    assert verdict(put("steps/1/key", "look"), state=State.SUBMITTED, step="") is SAFE


def test_a_dossier_that_waits_for_something_that_is_gone_stays() -> None:
    gone = put("papers", [])
    assert verdict(gone, state=State.AWAITING_SUPPLEMENT, asked=frozenset({"old"})) is BLOCKED
    assert verdict(gone, state=State.AWAITING_SUPPLEMENT, asked=frozenset({"number"})) is SAFE


@pytest.mark.parametrize(
    ("state", "asking", "ending"),
    [
        (State.AWAITING_SUPPLEMENT, "request_supplement", "receive_supplement"),
        (State.AWAITING_PAYMENT, "request_payment", "confirm_payment"),
        (State.ON_HOLD, "pause", "resume"),
    ],
)
def test_a_dossier_that_waits_stays_where_its_wait_can_end(state: State, asking: str, ending: str) -> None:
    """A procedure that never asks need not be able to receive; what was asked for under the old one has to come in."""
    closed = both(act(asking, allowed=False), act(ending, allowed=False))
    assert verdict(closed, state=state) is BLOCKED
    assert verdict(closed) is SAFE


def test_a_step_that_becomes_the_first_cannot_be_stood_in() -> None:
    steps = [step("examine", "receptionist", "receiving", 4), *base()["steps"][2:]]
    assert verdict(put("steps", steps)) is BLOCKED
