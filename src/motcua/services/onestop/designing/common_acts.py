"""What may be done with a dossier by the common table, before a procedure narrows it? Rows for the editor. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.designing.words import NEEDS
from motcua.services.onestop.procedure_acts import FIXED
from motcua.services.onestop.states import OPEN, State
from motcua.services.onestop.transitions import TRANSITIONS, Need, Place, Transition

_NEEDS: Mapping[Need, StrOrPromise] = {
    **NEEDS,
    Need.LEGAL_GROUND: _("Căn cứ pháp lý"),
    Need.EVIDENCE: _("Văn bản chứng minh"),
    Need.ITEMS: _("Tên giấy tờ cần bổ sung"),
    Need.RESULT: _("Kết quả"),
}
_PLACES: Mapping[Place, StrOrPromise] = {
    Place.RECEIVING: _("nơi tiếp nhận"),
    Place.DECIDING: _("cơ quan giải quyết"),
    Place.OFFICE: _("nơi đang giữ hồ sơ"),
}


@dataclass(frozen=True)
class CommonAct:
    """One act: from which states to which, who may, and what it cannot be done without."""

    label: StrOrPromise
    sources: tuple[StrOrPromise, ...]
    targets: tuple[StrOrPromise, ...]
    roles: tuple[str, ...]
    needs: tuple[StrOrPromise, ...]


def common_acts() -> tuple[CommonAct, ...]:
    """Return every act that a procedure may have a rule about, in the order of the table."""
    return tuple(
        CommonAct(action.label, _sources(row), _states(row.targets), _roles(row), _needs(row))
        for action, row in TRANSITIONS.items()
        if action not in FIXED
    )


def _sources(row: Transition) -> tuple[StrOrPromise, ...]:
    if row.sources == frozenset(State):
        return (_("mọi tình trạng"),)
    if row.sources == OPEN:
        return (_("mọi tình trạng chưa kết thúc"),)
    return _states(row.sources)


def _states(states: frozenset[State]) -> tuple[StrOrPromise, ...]:
    return tuple(state.label for state in State if state in states)


def _roles(row: Transition) -> tuple[str, ...]:
    """Return who may, and where: a role in the same order as the table has it."""
    return tuple(f"{role.label} ({_PLACES[place]})" for role, place in row.roles)


def _needs(row: Transition) -> tuple[StrOrPromise, ...]:
    return tuple(words for need, words in _NEEDS.items() if need in row.needs)
