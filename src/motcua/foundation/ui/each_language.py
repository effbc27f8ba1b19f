"""A sentence kept in every language of the platform and read in that of the reader.

What a job says, or why it refused, is written when nobody reads it: whoever began it may read another language than the
colleague who looks later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise


class Said(dict[str, str]):
    """The sentence by language. As text it is in the active one, else in Vietnamese; without words it is false."""

    def __str__(self) -> str:
        known = self.get(translation.get_language() or settings.LANGUAGE_CODE)
        return known or self.get(settings.LANGUAGE_CODE, "")


Sentence: TypeAlias = str | Promise | Said
if TYPE_CHECKING:
    _JSONField: TypeAlias = models.JSONField[Sentence, Said]
else:
    _JSONField = models.JSONField


def in_each_language(sentence: Sentence) -> Said:
    """Return what a text to be translated says in each language; a plain text says the same in all."""
    if isinstance(sentence, Said):
        return sentence
    if isinstance(sentence, str):
        return Said({settings.LANGUAGE_CODE: sentence} if sentence else {})
    said = Said()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(sentence)
    return said


def filled_in_each_language(sentence: str | Promise, values: Mapping[str, object]) -> Said:
    """Return the sentence by language with its "%(name)s" filled in, each value as that language has it.

    The sentence may count: then it is a lazy plural that names the value it counts by.
    """
    said = Said()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(sentence % values)
    return said


class SaidField(_JSONField):
    """Keeps a sentence in each language; `said=_("…")`, translated lazily, is all a caller has to write."""

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the sentence by language, or what a query compares with."""
        return in_each_language(value) if isinstance(value, (str, Promise)) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Said | None:  # noqa: ANN401 - as above
        """Return what was kept."""
        found = super().from_db_value(value, expression, connection)
        return None if found is None else Said(found)
