"""Conditions of one or several parts are built with buttons, without JavaScript; what is not touched stays."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import DefinitionDraft
from motcua.services.onestop.web.staff.definitions.areas import AREAS, spot_of
from tests.factories.definitions import make_definition_draft, make_designer
from tests.factories.onestop import Office, make_document
from tests.factories.units import sign_in
from tests.services.onestop.web.staff.typed import typed

RENEWAL: Any = {"field": "is_renewal", "equals": True}
KIND: Any = {"field": "kind", "among": ["a", "b"]}
SIZE: Any = {"field": "size", "is": ">=", "number": 2}


@pytest.fixture
def designer(office: Office) -> Staff:
    """Who writes procedures."""
    return make_designer(office)


@pytest.fixture
def desk(designer: Staff) -> Client:
    """Their browser."""
    return sign_in(Client(), designer)


def draft_with(office: Office, designer: Staff, condition: Any = None) -> tuple[DefinitionDraft, str]:
    """A draft whose second paper has this condition, and the address of the condition."""
    plain: dict[str, Any] = make_document().as_json()
    options = [{"key": "a", "label": {"vi": "Loại A"}}, {"key": "b", "label": {"vi": "Loại B"}}]
    plain["form"]["sections"][1]["fields"] += [
        {"key": "kind", "type": "choice", "label": {"vi": "Loại"}, "options": options},
        {"key": "size", "type": "number", "label": {"vi": "Cỡ"}},
        {"key": "last", "type": "text", "label": {"vi": "Cuối"}},
    ]
    plain["papers"][1].pop("visible_if", None)
    if condition is not None:
        plain["papers"][1]["visible_if"] = condition
    draft = make_definition_draft(office, designer, form=plain["form"], papers=plain["papers"])
    return draft, f"/can-bo/thu-tuc/soan/{draft.pk}/giay-to/1/dieu-kien/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def press(client: Client, address: str, op: str, **typed_in: Any) -> str:
    """Press a button with the form as it stands but for `typed_in` (v_0 for v-0); return where it leads."""
    sent = dict(typed(client.get(address).content.decode()))
    sent |= {name.replace("_", "-"): value for name, value in typed_in.items()}
    answer = client.post(address, sent | {"op": op})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return answer.headers["Location"]


def condition_of(draft: DefinitionDraft) -> Any:
    draft.refresh_from_db()
    return draft.document["papers"][1].get("visible_if")


def test_a_condition_of_two_levels_is_built_with_buttons(office: Office, desk: Client, designer: Staff) -> None:
    draft, here = draft_with(office, designer)
    item = here.removesuffix("dieu-kien/")
    assert "Luôn luôn, không có điều kiện." in page(desk, item)
    assert press(desk, here, "them:v") == here
    assert "Vế này chưa đủ" in page(desk, here)
    press(desk, here, "luu", v_question="is_renewal")
    press(desk, here, "nhom:v", v_words=["yes"])
    assert condition_of(draft) == {"all": [RENEWAL, {"any": [{}, {}]}]}
    press(desk, here, "luu", v_1_0_question="kind", v_1_1_question="size")
    assert press(desk, here, "luu", v_1_0_words=["a", "b"], v_1_1_comparison=">=", v_1_1_words="2") == item
    assert condition_of(draft) == {"all": [RENEWAL, {"any": [KIND, SIZE]}]}
    sentence = "là “Có” và (“Loại” là “Loại A” hoặc “Loại B” hoặc “Cỡ” từ 2 trở lên)."
    assert sentence in page(desk, item)
    assert sentence in page(desk, here)
    assert "Không còn lỗi nào" in page(desk, f"/can-bo/thu-tuc/soan/{draft.pk}/")


def test_groups_are_joined_otherwise_turned_round_and_taken_apart(
    office: Office, desk: Client, designer: Staff
) -> None:
    draft, here = draft_with(office, designer, {"all": [RENEWAL, {"any": [KIND, SIZE]}]})
    press(desk, here, "luu", v_joint="any", v_1_negated="on", v_1_joint="all", v_0_negated="on")
    assert condition_of(draft) == {"any": [{"not": RENEWAL}, {"not": {"all": [KIND, SIZE]}}]}
    press(desk, here, "them:v-1")
    assert condition_of(draft) == {"any": [{"not": RENEWAL}, {"not": {"all": [KIND, SIZE, {}]}}]}
    press(desk, here, "bo:v-1-2")
    press(desk, here, "bo:v-1-0")
    assert condition_of(draft) == {"any": [{"not": RENEWAL}, {"not": SIZE}]}
    press(desk, here, "bo:v")
    assert condition_of(draft) is None


@pytest.mark.parametrize(
    "condition",
    [
        RENEWAL,
        {"field": "kind", "equals": "gone"},
        {"field": "size", "equals": "5"},
        {"field": "last", "among": ["x", "y"]},
        {"field": "nowhere", "equals": 1},
        {"field": "kind"},
        {"field": "full_name", "filled": False},
        {"all": [RENEWAL]},
        {"not": {"not": {"all": [RENEWAL, {"any": [KIND, {"all": [SIZE, {"not": KIND}]}]}]}}},
        {"all": [{"field": "size", "is": "<", "number": "x"}, {"strange": [1, {"deep": None}]}, 7]},
        {"field": "kind", "equals": "a", "among": ["a"]},
    ],
)
def test_a_condition_saved_as_it_stands_stays_as_it_is_written(
    office: Office, desk: Client, designer: Staff, condition: Any
) -> None:
    draft, here = draft_with(office, designer, condition)
    press(desk, here, "luu")
    assert condition_of(draft) == condition
    draft.refresh_from_db()
    assert draft.version == 2  # nothing was written


def test_a_part_that_cannot_be_shown_is_told_kept_and_taken_out(office: Office, desk: Client, designer: Staff) -> None:
    draft, here = draft_with(office, designer, {"any": [RENEWAL, {"strange": 1}]})
    assert '{"strange": 1}' in page(desk, here)
    press(desk, here, "luu", v_0_words=["no"])
    assert condition_of(draft) == {"any": [{"field": "is_renewal", "equals": False}, {"strange": 1}]}
    press(desk, here, "bo:v-1")
    assert condition_of(draft) == {"field": "is_renewal", "equals": False}


def test_another_question_has_other_answers_and_no_question_no_condition(
    office: Office, desk: Client, designer: Staff
) -> None:
    draft, here = draft_with(office, designer, KIND)
    assert press(desk, here, "luu", v_question="size") == here  # there is still something to choose
    assert condition_of(draft) == {"field": "size"}
    press(desk, here, "luu", v_question="")
    assert condition_of(draft) is None


def test_a_question_looks_only_at_questions_before_it(office: Office, desk: Client, designer: Staff) -> None:
    draft, _address = draft_with(office, designer)
    text = page(desk, f"/can-bo/thu-tuc/soan/{draft.pk}/bieu-mau/1-3/dieu-kien/")
    assert "Thêm vế" in text
    press(desk, f"/can-bo/thu-tuc/soan/{draft.pk}/bieu-mau/1-3/dieu-kien/", "them:v")
    text = page(desk, f"/can-bo/thu-tuc/soan/{draft.pk}/bieu-mau/1-3/dieu-kien/")
    assert ('value="kind"' in text, 'value="size"' in text, 'value="last"' in text) == (True, False, False)


def test_what_has_no_condition_and_what_is_not_there_is_not_found(
    office: Office, desk: Client, designer: Staff
) -> None:
    draft, here = draft_with(office, designer, RENEWAL)
    root = f"/can-bo/thu-tuc/soan/{draft.pk}/"
    for place in ("buoc/1/", "giay-to/moi/", "giay-to/9/", "bieu-mau/0/", "khong/0/"):
        assert desk.get(f"{root}{place}dieu-kien/").status_code == 404
    for op in ("x", "bo:v-4", "them:w", ""):
        assert desk.post(here, {"version": draft.version, "op": op}).status_code == 404
    assert desk.post(here, {"version": "x", "op": "luu"}).status_code == 404
    assert spot_of(AREAS["giay-to"], "1", draft.document).condition == ("papers", 1, "visible_if")  # type: ignore[union-attr]


def test_who_saves_after_somebody_else_is_told_and_keeps_what_they_chose(
    office: Office, desk: Client, designer: Staff
) -> None:
    draft, here = draft_with(office, designer, {"any": [RENEWAL, SIZE]})
    sent = dict(typed(desk.get(here).content.decode()))
    press(desk, here, "luu", v_joint="all")
    late = desk.post(here, sent | {"v-1-words": "77", "op": "them:v"})
    text = unescape(late.content.decode())
    assert (late.status_code, "vừa sửa bản soạn này" in text, 'value="77"' in text) == (409, True, True)
    assert condition_of(draft) == {"all": [RENEWAL, SIZE]}


def test_an_answer_nobody_offered_is_refused(office: Office, desk: Client, designer: Staff) -> None:
    draft, here = draft_with(office, designer, RENEWAL)
    sent = dict(typed(desk.get(here).content.decode()))
    assert desk.post(here, sent | {"v-words": ["perhaps"], "op": "luu"}).status_code == 422
    assert condition_of(draft) == RENEWAL


def new_paper(desk: Client, draft: DefinitionDraft, choice: str, word: str = "") -> tuple[int, str]:
    """Send the page of a new paper with a condition; return the status and the page."""
    here = f"/can-bo/thu-tuc/soan/{draft.pk}/giay-to/moi/"
    sent = dict(typed(desk.get(here).content.decode()))
    sent |= {"key": "proxy", "title-vi": "Giấy ủy quyền", "copy_kind": "original"}
    answer = desk.post(here, sent | {"condition-choice": choice, "condition-word": word})
    return answer.status_code, unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("choice", "word", "stored"),
    [
        ("is_renewal same yes", "", RENEWAL),
        ("kind same b", "", {"field": "kind", "equals": "b"}),
        ("size >=", "2", SIZE),
        ("last filled", "", {"field": "last", "filled": True}),
        ("", "", None),
    ],
)
def test_a_new_paper_and_its_condition_are_given_in_one_save(
    office: Office, desk: Client, choice: str, word: str, stored: Any
) -> None:
    draft, _here = draft_with(office, make_designer(office))
    assert new_paper(desk, draft, choice, word)[0] == 302
    draft.refresh_from_db()
    paper = draft.document["papers"][2]
    assert (paper["key"], paper.get("visible_if")) == ("proxy", stored)
    assert draft.version == 3


@pytest.mark.parametrize(
    ("choice", "word", "said"),
    [
        ("size >=", "", "cần điều để so"),
        ("", "2", "không dùng điều để so"),
        ("kind same a", "2", "không dùng điều để so"),
        ("nobody asks", "", "Hãy chọn"),
    ],
)
def test_half_a_condition_of_a_new_paper_is_refused_and_nothing_is_stored(
    office: Office, desk: Client, choice: str, word: str, said: str
) -> None:
    draft, _here = draft_with(office, make_designer(office))
    status, text = new_paper(desk, draft, choice, word)
    assert (status, said in text, "Giấy ủy quyền" in text) == (422, True, True)
    draft.refresh_from_db()
    assert (len(draft.document["papers"]), draft.version) == (2, 2)


def test_a_new_question_looks_only_at_those_before_it(office: Office, desk: Client, designer: Staff) -> None:
    draft, _here = draft_with(office, designer)
    text = page(desk, f"/can-bo/thu-tuc/soan/{draft.pk}/bieu-mau/0-moi/")
    assert ("full_name filled" in text, "kind same a" in text) == (True, False)
    assert "condition-choice" not in page(desk, f"/can-bo/thu-tuc/soan/{draft.pk}/buoc/moi/")
