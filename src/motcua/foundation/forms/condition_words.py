"""A condition as a sentence, for pages on which a question stands before its condition can be known."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.foundation.forms.conditions import All, AnyOf, Compare, Condition, Equals, Filled, In, Not
from motcua.foundation.forms.definition import Field
from motcua.foundation.forms.types.registry import type_of


def only_when(condition: Condition, questions: Mapping[str, Field]) -> str:
    """Return "Chỉ điền khi …" in the active language."""
    return _("Chỉ điền khi %(condition)s.") % {"condition": in_words(condition, questions)}


def in_words(condition: Condition, questions: Mapping[str, Field]) -> str:
    """Return a condition without its beginning and full stop; a group of parts inside another stands in brackets.

    Raises KeyError for a question that is not among `questions` (by key).
    """
    match condition:
        case All():
            return _(" và ").join(_bracketed(part, questions) for part in condition.all)
        case AnyOf():
            return _(" hoặc ").join(_bracketed(part, questions) for part in condition.any)
        case Not():
            return _("không phải: %(condition)s") % {"condition": _bracketed(condition.no, questions)}
        case Equals():
            return in_words(In(field=condition.field, among=(condition.equals,)), questions)
        case In():
            field = questions[condition.field]
            kind = type_of(field.type)
            # for several choices `display` takes a list; one key at a time reads the same
            values = (kind.display(field, [value] if field.type == "choices" else value) for value in condition.among)
            return _("“%(question)s” là “%(answers)s”") % {
                "question": field.label.here(),
                "answers": _("” hoặc “").join(values),
            }
        case Filled():
            words = _("“%(question)s” đã điền") if condition.filled else _("“%(question)s” để trống")
            return words % {"question": questions[condition.field].label.here()}
        case Compare():
            field = questions[condition.field]
            words = {
                "<": _("“%(question)s” nhỏ hơn %(number)s"),
                "<=": _("“%(question)s” không quá %(number)s"),
                ">": _("“%(question)s” lớn hơn %(number)s"),
                ">=": _("“%(question)s” từ %(number)s trở lên"),
            }[condition.is_]
            return words % {
                "question": field.label.here(),
                "number": type_of(field.type).display(field, condition.number),
            }


def _bracketed(part: Condition, questions: Mapping[str, Field]) -> str:
    """Return a part of a larger condition: "a hoặc b và c" would leave open what belongs together."""
    words = in_words(part, questions)
    match part:
        case All(all=parts) | AnyOf(any=parts):
            is_long = len(parts) > 1
        case _:
            is_long = isinstance(part, Not)
    return f"({words})" if is_long else words
