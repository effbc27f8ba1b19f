"""A condition as small forms: one a group, one a leaf, each named by its place in the tree ("v", "v-0", "v-0-1")."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import NUMERIC, Field
from motcua.services.onestop.designing.condition_leaf import (
    EMPTY,
    FILLED,
    RELATIONS,
    SAME,
    Said,
    answers_of,
    comparisons_for,
    condition_of,
    leaf_of,
    said_of,
)
from motcua.services.onestop.designing.condition_tree import MOST_LEVELS, Place, Tree, changed, walk
from motcua.services.onestop.web.staff.definitions.asks import NOBODY_CHOSE, LenientForm

ROOT = "v"
MOST_BOXES = 12  # answers to tick; of more one chooses in a list
JOINTS: tuple[tuple[str, StrOrPromise], ...] = (
    ("all", gettext_lazy("Tất cả các vế đều đúng")),
    ("any", gettext_lazy("Ít nhất một vế đúng")),
)
COMPARISONS: Mapping[str, StrOrPromise] = {
    SAME: gettext_lazy("có câu trả lời là"),
    "<": gettext_lazy("nhỏ hơn"),
    "<=": gettext_lazy("không quá"),
    ">": gettext_lazy("lớn hơn"),
    ">=": gettext_lazy("không dưới"),
    FILLED: gettext_lazy("đã điền"),
    EMPTY: gettext_lazy("để trống"),
}


@dataclass(frozen=True)
class Asked:
    """The questions of a draft: all that can be read, by key, and the keys of those that may be looked at here."""

    fields: Mapping[str, Field]
    offered: Sequence[str]

    def choices(self, chosen: str) -> list[tuple[str, StrOrPromise]]:
        """Return the questions to choose from, the one that is chosen among them whatever it is."""
        keys = self.offered if not chosen or chosen in self.offered else [*self.offered, chosen]
        return [NOBODY_CHOSE, *((key, self.fields[key].label.here() if key in self.fields else key) for key in keys)]


class _PartForm(LenientForm):
    """What is asked of a group and of a leaf."""

    negated = forms.BooleanField(label=gettext_lazy("Đảo ngược: đúng khi điều này không đúng"), required=False)

    def turned(self, tree: Tree) -> Tree:
        """Return the tree negated as it was ticked."""
        wanted = self.cleaned_data["negated"]
        return tree if wanted == tree.is_negated else replace(tree, negations=int(wanted))


class GroupForm(_PartForm):
    """How the parts of a group are joined."""

    joint = forms.ChoiceField(label=gettext_lazy("Nhóm này đúng khi"), choices=JOINTS)
    field_order = ("joint", "negated")

    def answered(self, tree: Tree) -> Tree:
        """Return the group as it was filled in."""
        return self.turned(replace(tree, joint=self.cleaned_data["joint"] or tree.joint))


class LeafForm(_PartForm):
    """A question, how its answer is compared, and with what."""

    question = forms.ChoiceField(label=gettext_lazy("Câu hỏi"))
    field_order = ("question", "comparison", "words", "negated")

    def __init__(self, said: Said, asked: Asked, **given: Any) -> None:  # noqa: ANN401 - Django's own
        self.said, self.about = said, asked.fields.get(said.question)
        super().__init__(**given)
        self.fields["question"].choices = asked.choices(said.question)  # type: ignore[attr-defined]
        if said.question:
            codes = dict.fromkeys([*comparisons_for(self.about), *([said.comparison] if said.comparison else [])])
            self.fields["comparison"] = forms.ChoiceField(
                label=_("So sánh"), choices=[(code, COMPARISONS[code]) for code in codes]
            )
            if said.words or {SAME, *RELATIONS} & set(codes):
                self.fields["words"] = _words_field(said, self.about)
        self.order_fields(self.field_order)

    def answered(self, tree: Tree) -> Tree:
        """Return the leaf as it was filled in; what was left as it stood stays as it is written."""
        given = self.cleaned_data
        now = _tidy(given["question"], given.get("comparison", ""), given.get("words", ()))
        if now.question != self.said.question:
            now = Said(now.question)  # another question has other answers
        is_same = now == _tidy(self.said.question, self.said.comparison, self.said.words)
        return self.turned(tree if is_same else replace(tree, leaf=leaf_of(now, self.about)))


def _tidy(question: str, comparison: str, words: str | Sequence[str]) -> Said:
    lines = words.splitlines() if isinstance(words, str) else words
    kept = tuple(line.strip() for line in lines if line.strip())
    return Said(question, comparison, () if comparison in {FILLED, EMPTY} else kept)


def _words_field(said: Said, field: Field | None) -> forms.Field:
    """Return the input for what the answer is compared with: boxes to tick, a list, or words."""
    answers = answers_of(field)
    if not answers:
        is_number = field is not None and field.type in NUMERIC
        hint = (
            _("Điền một con số.")
            if is_number
            else _("Mỗi dòng một câu trả lời. Bỏ trống khi so “đã điền”, “để trống”.")
        )
        return forms.CharField(
            label=_("So với"),
            help_text=hint,
            max_length=2000,
            widget=forms.TextInput if is_number and len(said.words) < 2 else forms.Textarea({"rows": 3}),  # noqa: PLR2004
        )
    known = {key for key, _label in answers}
    lost = [(word, _("%(answer)s (câu hỏi không có)") % {"answer": word}) for word in said.words if word not in known]
    many = forms.CheckboxSelectMultiple if len(answers) <= MOST_BOXES else forms.SelectMultiple({"size": MOST_BOXES})
    return forms.MultipleChoiceField(label=_("Một trong các câu trả lời"), choices=[*answers, *lost], widget=many)


@dataclass(frozen=True)
class PartView:
    """One group or leaf on the page; `form` is None for a leaf that cannot be shown as questions, `raw` its text.

    `is_whole`: nothing of it is still to be chosen.
    """

    name: str
    number: str
    form: GroupForm | LeafForm | None
    raw: str
    parts: Sequence[PartView]
    is_whole: bool
    may_hold_group: bool

    @property
    def is_group(self) -> bool:
        """Tell whether it has parts."""
        return isinstance(self.form, GroupForm)

    def forms(self) -> Iterator[forms.Form]:
        """Yield the forms of it and of everything in it."""
        if self.form is not None:
            yield self.form
        for part in self.parts:
            yield from part.forms()


def view_of(tree: Tree, asked: Asked, data: Any = None, place: Place = ()) -> PartView:  # noqa: ANN401 - Django's own
    """Return the page's view of a tree; with `data` its forms are filled in with what was sent."""
    form = _form(tree, asked, data, place)
    is_shown = form is not None
    return PartView(
        name=name_of(place),
        number=".".join(str(number + 1) for number in place),
        form=form,
        raw="" if is_shown else json.dumps(tree.json(), ensure_ascii=False),
        parts=[view_of(part, asked, data, (*place, number)) for number, part in enumerate(tree.parts)],
        is_whole=tree.joint is not None or condition_of(tree.leaf) is not None,
        may_hold_group=len(place) + 1 < MOST_LEVELS,
    )


def name_of(place: Place) -> str:
    """Return how inputs and buttons of a part are named."""
    return "-".join([ROOT, *(str(number) for number in place)])


def place_of(tree: Tree, name: str) -> Place | None:
    """Return the place in the tree that `name` means, None for one that is not there."""
    return next((place for place, _part in walk(tree) if name_of(place) == name), None)


def answered(tree: Tree, view: PartView, place: Place = ()) -> Tree:
    """Return the tree as it was filled in; what the page did not send stays."""
    form = view.form
    if form is not None and form.is_bound:
        tree = changed(tree, place, form.answered) or tree
    for number, part in enumerate(view.parts):
        tree = answered(tree, part, (*place, number))
    return tree


def _form(tree: Tree, asked: Asked, data: Any, place: Place) -> GroupForm | LeafForm | None:  # noqa: ANN401
    name = name_of(place)
    sent = data if data is not None and f"{name}-{'joint' if tree.joint else 'question'}" in data else None
    if tree.joint:
        return GroupForm(data=sent, prefix=name, initial={"joint": tree.joint, "negated": tree.is_negated})
    said = said_of(tree.leaf, asked.fields.get(_question(tree.leaf)))
    if said is None:
        return None
    initial = {
        "question": said.question,
        "comparison": said.comparison,
        "words": list(said.words) if answers_of(asked.fields.get(said.question)) else "\n".join(said.words),
        "negated": tree.is_negated,
    }
    return LeafForm(said, asked, data=sent, prefix=name, initial=initial)


def _question(leaf: object) -> str:
    question = leaf.get("field") if isinstance(leaf, dict) else None
    return question if isinstance(question, str) else ""
