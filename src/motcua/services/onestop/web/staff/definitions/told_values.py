"""How do people read a value of a definition ("working_day", "True")? As the editor offers it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Level, Role
from motcua.services.onestop.designing import words
from motcua.services.onestop.designing.compared import Change
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.definitions.form_questions import FIELD_KINDS
from motcua.services.onestop.web.staff.definitions.questions import TIMES

BETWEEN = ", "  # as `compared` joins the words of a list
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


def told_values(change: Change) -> tuple[str, str]:
    """Return what stood there and what stands there now, in the words of the editor."""
    name = change.place[-1] if change.place else change.part
    known = _FIELDS if change.part == "field" else _BY_NAME.get(name, {})
    return _told(change.before, known), _told(change.after, known)


def _told(text: str, known: Mapping[str, StrOrPromise]) -> str:
    if text in _TRUTHS:
        return str(_TRUTHS[text])
    return BETWEEN.join(str(known.get(word, word)) for word in text.split(BETWEEN)) if known else text
