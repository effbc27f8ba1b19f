"""How often may more papers still be asked for? Once, or as often as a law says, and once more for each permission."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.services.onestop.models import Dossier
from motcua.services.onestop.procedure_acts import supplements_allowed
from motcua.services.onestop.states import Action

ASKING = frozenset({Action.REQUEST_SUPPLEMENT, Action.ALLOW_SUPPLEMENT})


def requests_left(dossier: Dossier, kinds: Iterable[str]) -> int:
    """Return how many requests are open to whoever is no leader; `kinds` are those of the dossier's events."""
    told = [kind for kind in kinds if kind in ASKING]
    once = supplements_allowed(dossier.procedure_version.content, dossier.step)
    return once + told.count(Action.ALLOW_SUPPLEMENT) - told.count(Action.REQUEST_SUPPLEMENT)
