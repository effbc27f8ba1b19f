"""The condition of an item that is not stored yet: one part, chosen from one list, so that one save keeps both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.services.onestop.designing.condition_leaf import (
    EMPTY,
    FILLED,
    SAME,
    Said,
    answers_of,
    comparisons_for,
    leaf_of,
)
from motcua.services.onestop.web.staff.definitions.asks import LenientForm
from motcua.services.onestop.web.staff.definitions.condition_forms import COMPARISONS, MOST_BOXES, Asked

ALWAYS = ("", gettext_lazy("Luôn luôn, không có điều kiện"))
MISSING, USELESS = (
    gettext_lazy("Điều kiện này cần điều để so. Hãy điền một con số hoặc câu trả lời."),
    gettext_lazy("Điều kiện đã chọn không dùng điều để so. Hãy bỏ trống, hoặc chọn điều kiện có dấu “…”."),
)


class FirstConditionForm(LenientForm):
    """What the answer to an earlier question must be for the item to be asked for; nothing chosen: always."""

    choice = forms.ChoiceField(label=gettext_lazy("Chỉ khi"), required=False)
    word = forms.CharField(
        label=gettext_lazy("So với"),
        help_text=gettext_lazy("Chỉ điền khi điều kiện đã chọn còn dấu “…”: một con số hoặc câu trả lời."),
        required=False,
        max_length=200,
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, prefix="condition")
        self.asked = asked
        self.said = {_name(said): said for key in asked.offered for said in _said_about(key, asked)}
        chosen = self.fields["choice"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        chosen.choices = [ALWAYS, *((name, _words(said, asked)) for name, said in self.said.items())]

    def clean(self) -> dict[str, Any]:
        """Refuse half a condition: it would be lost without a word, or ask for the item in a case nobody meant."""
        given = super().clean() or self.cleaned_data
        said = self.said.get(given.get("choice", ""))
        if said is not None and _needs_word(said) and not given.get("word"):
            self.add_error("word", MISSING)
        elif given.get("word") and (said is None or not _needs_word(said)):
            self.add_error("word", USELESS)
        return given

    @property
    def leaf(self) -> Mapping[str, Any] | None:
        """Return the condition as the document says it, None for none."""
        said = self.said.get(self.cleaned_data["choice"])
        if said is None:
            return None
        words = (self.cleaned_data["word"].strip(),) if _needs_word(said) else said.words
        return leaf_of(Said(said.question, said.comparison, words), self.asked.fields[said.question])


def _said_about(key: str, asked: Asked) -> Iterator[Said]:
    """Yield what can be said about a question; each answer by itself where there are few."""
    field = asked.fields[key]
    answers = answers_of(field)
    for comparison in comparisons_for(field):
        if comparison != SAME or not answers:
            yield Said(key, comparison)
        elif len(answers) <= MOST_BOXES:
            yield from (Said(key, SAME, (answer,)) for answer, _label in answers)


def _words(said: Said, asked: Asked) -> str:
    """Return a choice as a sentence of its own: a closed list shows nothing around it."""
    field = asked.fields[said.question]
    answers = dict(answers_of(field))
    rest = [f"“{answers[word]}”" for word in said.words] or (["…"] if _needs_word(said) else [])
    return " ".join([f"“{field.label.here()}”", str(COMPARISONS[said.comparison]), *rest])


def _needs_word(said: Said) -> bool:
    return not said.words and said.comparison not in {FILLED, EMPTY}


def _name(said: Said) -> str:
    return " ".join((said.question, said.comparison, *said.words))
