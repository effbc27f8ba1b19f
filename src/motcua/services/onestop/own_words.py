"""What the platform itself wrote as the reason in a letter: Vietnamese there, and on a page as its reader reads it.

A letter is written in Vietnamese and so is its reason, whoever wrote it. What an official typed stays as typed; where
the platform wrote it, the event keeps it in every language beside the words of the letter.
"""

from collections.abc import Mapping
from typing import Any

from motcua.foundation.ui.each_language import Said
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.states import Action

_SAID = "reason_said"


def reason_kept(dossier: Dossier, reason: str | Said) -> dict[str, Any]:
    """Return what an event keeps of the reason of a letter: of the platform's, left as it was drafted, each language.

    Raises NeedMissing without a reason. One query for what a person gave while a draft waits.
    """
    if isinstance(reason, Said):
        return {"reason": reason_given(reason["vi"]), _SAID: reason}
    why = reason_given(reason)
    if dossier.apology_drafted_at is None:
        return {"reason": why}
    drafted = dossier.events.filter(kind=Action.DRAFT_APOLOGY).latest("seq").payload
    return {"reason": why} | ({_SAID: drafted[_SAID]} if _SAID in drafted and drafted["reason"] == why else {})


def reason_here(told: Mapping[str, Any]) -> str:
    """Return the reason that an event keeps, "" for none: the platform's in the active language, others as typed."""
    return str(Said(told.get(_SAID, {}))) or str(told.get("reason", ""))
