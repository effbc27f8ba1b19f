"""Several hands on one definition: one draft a procedure, one change at a time; and what comes without the lock."""

from collections.abc import Iterator
from itertools import count
from unittest.mock import patch

import pytest

from motcua.services.onestop.actions import change_definition_draft as changing
from motcua.services.onestop.actions.change_definition_draft import change_definition_draft
from motcua.services.onestop.actions.start_definition_draft import start_definition_draft
from motcua.services.onestop.designing.drafts import empty_document
from motcua.services.onestop.models import DefinitionDraft
from tests.factories.definitions import make_definition_draft, make_designer
from tests.factories.onestop import NOW, make_office
from tests.hands import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 4


def test_one_of_several_begins_the_draft() -> None:
    office = make_office()
    designer = make_designer(office)
    got = at_once(lambda: start_definition_draft(slug=office.slug, by=designer, now=NOW), HANDS)
    assert got == ["", *["draft_open"] * (HANDS - 1)]


def test_one_of_several_begins_a_procedure_that_is_not_there_yet() -> None:
    designer = make_designer(make_office())
    text = empty_document(slug="moi", title="Mới", code="1.9")
    got = at_once(lambda: start_definition_draft(slug="moi", document=text, by=designer, now=NOW), HANDS)
    assert got == ["", *["draft_open"] * (HANDS - 1)]


def changed_by_many() -> tuple[list[str], int]:
    """Return what several got who changed one draft as they saw it, and how many changes are counted."""
    office = make_office()
    designer = make_designer(office)
    draft = make_definition_draft(office, designer)
    words: Iterator[int] = count()
    got = at_once(
        lambda: change_definition_draft(
            draft_id=draft.pk,
            changes={"provenance": f"lần {next(words)}"},
            by=designer,
            now=NOW,
            expected_version=1,
        ),
        HANDS,
    )
    draft.refresh_from_db()
    return got, draft.version


def test_one_of_several_changes_the_draft_and_the_others_are_told() -> None:
    assert changed_by_many() == (["", *["definition_changed"] * (HANDS - 1)], 2)


def test_without_the_lock_all_of_them_write_over_each_other() -> None:
    def unlocked(draft_id: int, **_given: object) -> DefinitionDraft:
        return DefinitionDraft.objects.get(pk=draft_id)

    with patch.object(changing, "draft_in_hand", unlocked):
        got, version = changed_by_many()
    assert got == [""] * HANDS
    assert version < 1 + HANDS
