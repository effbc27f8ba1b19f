"""A draft is changed at a place, and what was given stays as it was."""

import re
from itertools import pairwise
from typing import Any

import pytest

from motcua.services.onestop.designing.compared import ORDER, Change, changes
from motcua.services.onestop.designing.diagram import drawing_of, spoken
from motcua.services.onestop.designing.editing import at, with_moved, with_value, without_item
from motcua.services.onestop.designing.sketch import sketch_of
from motcua.services.onestop.designing.words import place_words
from tests.services.onestop.designing.corpus import act, base, both, put

PLAIN: dict[str, Any] = {"a": {"b": 1}, "list": [{"key": "x"}, {"key": "y"}]}


def test_values_are_read_put_in_and_taken_out_by_their_place() -> None:
    assert at(PLAIN, ("list", 1, "key")) == "y"
    assert at(PLAIN, ("list", 7, "key")) is None
    assert with_value(PLAIN, ("list", 0, "title", "vi"), "Một")["list"][0] == {"key": "x", "title": {"vi": "Một"}}
    assert with_value(PLAIN, ("list", 2), {"key": "z"})["list"][2] == {"key": "z"}
    assert with_value(PLAIN, ("list", 2, "key"), "z")["list"][2] == {"key": "z"}
    assert "a" not in with_value(PLAIN, ("a", "b"), None)
    assert with_value(PLAIN, ("nothing", "here"), None) == PLAIN
    with pytest.raises(KeyError):
        with_value(PLAIN, ("list", 9), {})
    assert PLAIN == {"a": {"b": 1}, "list": [{"key": "x"}, {"key": "y"}]}


def test_items_are_moved_as_far_as_there_is_room_and_taken_out() -> None:
    keys = [[item["key"] for item in with_moved(PLAIN, ("list",), 1, by)["list"]] for by in (-1, 1)]
    assert keys == [["y", "x"], ["x", "y"]]
    assert without_item(PLAIN, ("list",), 0)["list"] == [{"key": "y"}]
    assert without_item(PLAIN, ("list",), 5) == PLAIN


def test_a_comparison_finds_items_by_their_keys() -> None:
    before = base()
    after = both(put("steps/1/duration/amount", 20), put("papers/0/title/vi", "Đơn mới"))(base())
    assert changes(before, after) == [
        Change("papers", ("request", "title", "vi"), "Đơn", "Đơn mới"),
        Change("steps", ("examine", "duration", "amount"), "24", "20"),
    ]
    assert changes(before, before) == []


def test_a_new_order_is_one_change() -> None:
    assert changes(base(), with_moved(base(), ("papers",), 0, 1)) == [
        Change("papers", (ORDER,), "request → old", "old → request")
    ]


def test_the_diagram_has_a_box_a_step_and_an_arrow_a_way() -> None:
    plain = both(
        act("hand_over", at=["examine"], to=["verify", "decide"]), act("hand_over", at=["decide"], to=["examine"])
    )
    drawing = drawing_of(sketch_of(plain(base())))
    assert [box.lines[0] for box in drawing.boxes][:2] == ["1. Bước receive", "2. Bước examine"]
    assert len([arrow for arrow in drawing.arrows if not arrow.is_back]) == 5
    # one for all from verification, of which nothing is said, and from the decision the one that the rule has
    assert len([arrow for arrow in drawing.arrows if arrow.is_back]) == 2
    assert drawing.rows[1].ways == ("Bước verify", "Bước decide")
    assert drawing.rows[3].ways == ("Bước examine", "Bước return")
    assert "5 bước" in str(spoken(drawing))
    assert all(box.y + 76 <= drawing.height for box in drawing.boxes)


def test_where_no_rule_names_the_ways_back_the_nearest_stands_for_all_in_one_lane() -> None:
    drawing = drawing_of(sketch_of(base()))
    assert drawing.rows[3].ways == ("Bước receive", "Bước examine", "Bước verify", "Bước return")
    back = [arrow.path for arrow in drawing.arrows if arrow.is_back]
    assert len(back) == 3
    assert len({side for path in back for side in re.findall(r"H(\d+)V", path)}) == 1
    assert drawing.goes_back
    assert drawing.goes_back_freely
    paths = [arrow.path for arrow in drawing.arrows]
    assert len(set(paths)) == len(paths)
    assert all(int(side) < drawing.width for path in paths for side in re.findall(r"H(\d+)", path))


def test_a_procedure_that_only_goes_on_is_drawn_without_a_way_back() -> None:
    steps = ("receive", "examine", "verify", "decide")
    onward = [act("hand_over", at=[step], to=[following]) for step, following in pairwise(steps)]
    drawing = drawing_of(sketch_of(both(*onward, act("hand_over", at=["decide"], allowed=False))(base())))
    assert not drawing.goes_back
    assert [row.ways for row in drawing.rows][3:] == [("Bước return",), ()]


def test_a_draft_without_anything_is_drawn_as_well() -> None:
    assert drawing_of(sketch_of({"steps": [{}, {"key": "x"}]})).rows[1].title == "x"
    assert drawing_of(sketch_of({})).boxes == ()


def test_a_place_is_said_in_words() -> None:
    assert place_words("steps/1/duration", base()) == "Các bước › 2. Bước examine › thời gian"
    assert place_words("", base()) == "Toàn bộ nội dung"
