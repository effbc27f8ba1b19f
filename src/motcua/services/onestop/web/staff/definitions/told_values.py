"""How do people read a value of a definition ("working_day", "True")? As the editor offers it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Level, Role
from motcua.services.onestop.designing import words
from motcua.services.onestop.designing.compared import BETWEEN, ORDER, THEN, Change
from motcua.services.onestop.designing.sketch import Raw
from motcua.services.onestop.designing.words import titles_at
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.definitions.form_questions import FIELD_KINDS
from motcua.services.onestop.web.staff.definitions.questions import TIMES

_STEPS = frozenset({"at", "to"})  # of a rule about an act: where it holds, and where it leads
_ROLES: Mapping[str, StrOrPromise] = {str(role): role.label for role in Role}
_BY_NAME: Mapping[str, Mapping[str, StrOrPromise]] = {
    "role": _ROLES,
    "roles": _ROLES,
    "office": {str(key): text for key, text in words.OFFICES.items()},
    "clock": {str(key): text for key, text in words.CLOCKS.items()},
    "copy_kind": {str(key): text for key, text in words.COPIES.items()},
    "online_level": {str(key): text for key, text in words.ONLINE.items()},
    "applicants": {str(key): text for key, text in words.APPLICANTS.items()},
    "needs": {str(key): text for key, text in words.NEEDS.items()},
    "effects": {str(key): text for key, text in words.EFFECTS.items()},
    "level": {str(level): level.label for level in Level},
    "action": {str(action): action.label for action in Action},
    "unit": {str(key): text for key, text in TIMES},
    "type": {str(key): text for key, text in FIELD_KINDS},
}
_FIELDS = {key: text.lazily for key, text in FIELDS.items()}
_TRUTHS: Mapping[str, StrOrPromise] = {"True": _("có"), "False": _("không")}


def told_values(change: Change, *, before: Raw, after: Raw) -> tuple[str, str]:
    """Return what stood in the text `before` and what stands in that `after`, in the words of the editor."""
    return _told(change.before, change, before), _told(change.after, change, after)


def _told(value: str, change: Change, text: Raw) -> str:
    if value in _TRUTHS:
        return str(_TRUTHS[value])
    known = _known(change, text)
    between = THEN if ORDER in change.place else BETWEEN
    return between.join(str(known.get(word, word)) for word in value.split(between)) if known else value


def _known(change: Change, text: Raw) -> Mapping[str, StrOrPromise]:
    """Return the words for what may stand there: steps and other items that go by their keys have a title."""
    name = change.place[-1] if change.place else change.part
    if name == ORDER:
        return titles_at(text, (change.part, *change.place[:-1]))
    if change.part == "acts" and name in _STEPS:
        return titles_at(text, ("steps",))
    return _FIELDS if change.part == "field" else _BY_NAME.get(name, {})
