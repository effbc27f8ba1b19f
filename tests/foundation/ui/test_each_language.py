"""A sentence kept in each language is read in that of the reader."""

import pytest
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.each_language import Said, filled_in_each_language, in_each_language


def test_a_text_to_be_translated_is_kept_in_every_language() -> None:
    assert in_each_language(_("Sửa")) == {"vi": "Sửa", "en": "Change"}


def test_what_stands_in_a_sentence_is_in_its_language_too() -> None:
    sentence = format_lazy("{act}: {number}", act=_("Sửa"), number=3)
    assert in_each_language(sentence) == {"vi": "Sửa: 3", "en": "Change: 3"}


@pytest.mark.parametrize(("language", "read"), [("vi", "Sửa"), ("en", "Change")])
def test_it_is_read_in_the_language_of_the_reader(language: str, read: str) -> None:
    with translation.override(language):
        assert str(Said(vi="Sửa", en="Change")) == read


def test_what_was_kept_in_one_language_is_read_as_it_is() -> None:
    with translation.override("en"):
        assert str(Said(vi="Nguyễn Văn An")) == "Nguyễn Văn An"


def test_nothing_said_is_nothing() -> None:
    assert not in_each_language("")
    assert str(Said()) == ""


def test_what_fills_a_sentence_is_in_its_language_too() -> None:
    sentence, values = _("Đã ghi: %(act)s."), {"act": _("Sửa")}
    with translation.override("en"):
        assert filled_in_each_language(sentence, values) == {"vi": "Đã ghi: Sửa.", "en": "Saved: Change."}
