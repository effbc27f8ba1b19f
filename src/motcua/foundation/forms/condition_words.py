"""A condition as a sentence, for pages on which a question stands before its condition can be known."""

from django.utils.translation import gettext as _

from motcua.foundation.forms.conditions import All, AnyOf, Compare, Condition, Equals, Filled, In, Not
from motcua.foundation.forms.definition import FormDefinition
from motcua.foundation.forms.types.registry import type_of


def only_when(condition: Condition, definition: FormDefinition) -> str:
    """Return "Chỉ điền khi …" in the active language."""
    return _("Chỉ điền khi %(condition)s.") % {"condition": in_words(condition, definition)}


def in_words(condition: Condition, definition: FormDefinition) -> str:
    """Return a condition without its beginning and full stop."""
    match condition:
        case All():
            return _(" và ").join(in_words(part, definition) for part in condition.all)
        case AnyOf():
            return _(" hoặc ").join(in_words(part, definition) for part in condition.any)
        case Not():
            return _("không phải: %(condition)s") % {"condition": in_words(condition.no, definition)}
        case Equals():
            return in_words(In(field=condition.field, among=(condition.equals,)), definition)
        case In():
            field = definition.by_key[condition.field]
            kind = type_of(field.type)
            # for several choices `display` takes a list; one key at a time reads the same
            values = (kind.display(field, [value] if field.type == "choices" else value) for value in condition.among)
            return _("“%(question)s” là “%(answers)s”") % {
                "question": field.label.here(),
                "answers": _("” hoặc “").join(values),
            }
        case Filled():
            words = _("“%(question)s” đã điền") if condition.filled else _("“%(question)s” để trống")
            return words % {"question": definition.by_key[condition.field].label.here()}
        case Compare():
            field = definition.by_key[condition.field]
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
