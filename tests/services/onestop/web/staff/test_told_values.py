"""What a comparison of two versions says: steps and other items that go by their keys are read by their titles."""

import pytest
from django.utils import translation

from motcua.services.onestop.designing.compared import changes
from motcua.services.onestop.designing.editing import with_moved, without_item
from motcua.services.onestop.designing.words import keyed_place_words
from motcua.services.onestop.web.staff.definitions.told_values import told_values
from tests.services.onestop.designing.corpus import Plain, act, base, both, put


def told(before: Plain, after: Plain) -> list[tuple[str, str, str]]:
    """Return the rows of the comparison after the name of the part."""
    return [
        (keyed_place_words(change.part, change.place, after, before), *told_values(change, before=before, after=after))
        for change in changes(before, after)
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", {"tại bước": "Bước decide", "đến bước": "Bước receive, Thẩm định"}),
        ("en", {"at step": "Bước decide", "to step": "Bước receive, Examination"}),
    ],
)
def test_a_rule_about_an_act_names_steps_in_the_language_of_the_reader(language: str, said: dict[str, str]) -> None:
    before = put("steps/1/title", {"vi": "Thẩm định", "en": "Examination"})(base())
    after = act("hand_over", at=["decide"], to=["receive", "examine"])(before)
    with translation.override(language):
        rows = {place.rpartition(" › ")[2]: now for place, _was, now in told(before, after)}
    assert {name: rows[name] for name in said} == said


def test_an_order_of_steps_is_read_by_their_titles_before_and_after() -> None:
    before = base()
    after = both(put("steps/1/title/vi", "Thẩm định nhanh"), lambda plain: with_moved(plain, ("steps",), 1, 1))(before)
    row = next(row for row in told(before, after) if "→" in row[1])
    assert row[1].startswith("Bước receive → Bước examine → Bước verify")
    assert row[2].startswith("Bước receive → Bước verify → Thẩm định nhanh")


def test_a_step_that_was_taken_out_keeps_its_title() -> None:
    before = base()
    places = [row[0] for row in told(before, without_item(before, ("steps",), 2))]
    assert any(place.startswith("Bước verify › ") for place in places)
    assert not any(place.startswith("verify") for place in places)
