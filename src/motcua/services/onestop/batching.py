"""What can be done with many dossiers, by whom, and what stands in the way? For the preview and for each row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.access import RoleSet
from motcua.services.onestop.access import is_free_for, may, step_role
from motcua.services.onestop.actions.add_note import add_note
from motcua.services.onestop.actions.assign_dossier import assign_dossier
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.release_dossier import release_dossier
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.batch import Batch, BatchAct, BatchRow
from motcua.services.onestop.procedure_acts import is_open
from motcua.services.onestop.rules import next_step
from motcua.services.onestop.states import STEP_BOUND, Action, State
from motcua.services.onestop.transitions import TRANSITIONS

NOT_ALLOWED = _("Anh/chị không được làm việc này với hồ sơ.")
NOT_NOW = _("Tình trạng hiện nay của hồ sơ không cho làm việc này.")
HELD = _("Hồ sơ do người khác đang giữ.")
NO_STEP = _("Hồ sơ chờ lãnh đạo quyết định, không có bước kế tiếp để chuyển.")
SAME_HOLDER = _("Hồ sơ đã do người này giữ.")
NOBODY_HOLDS = _("Chưa ai giữ hồ sơ này.")
WRONG_PERSON = _("Người được chọn không đảm nhiệm bước này tại đơn vị.")


@dataclass(frozen=True)
class Asked:
    """What a batch would do: the act, in whose name, and for ASSIGN the colleague's roles."""

    act: BatchAct
    roles: RoleSet
    colleague: RoleSet | None = None


def hindrance(dossier: Dossier, asked: Asked) -> StrOrPromise:
    """Return why the act cannot be done with the dossier as it stands, "" when nothing is in the way."""
    action = Action(asked.act.value)
    if not may(asked.roles, dossier, action):
        return NOT_ALLOWED
    is_open_here = is_open(dossier.procedure_version.content, action, dossier.step)
    if State(dossier.state) not in TRANSITIONS[action].sources or not is_open_here:
        return NOT_NOW
    is_bound = action in STEP_BOUND - {Action.TAKE}
    if is_bound and not (is_free_for(asked.roles, dossier) or _leads(dossier, asked.roles)):
        return HELD
    return _pointless(dossier, asked)


def _leads(dossier: Dossier, roles: RoleSet) -> bool:
    return may(roles, dossier, Action.ASSIGN)


def _pointless(dossier: Dossier, asked: Asked) -> StrOrPromise:
    match asked.act:
        case BatchAct.TAKE:
            return SAME_HOLDER if dossier.holder_id == asked.roles.staff_id else ""
        case BatchAct.RELEASE:
            return NOBODY_HOLDS if dossier.holder_id is None else ""
        case BatchAct.HAND_OVER:
            return NO_STEP if next_step(dossier.procedure_version.content, dossier.step) is None else ""
        case BatchAct.ASSIGN:
            return _not_theirs(dossier, asked.colleague)
        case _:
            return ""


def _not_theirs(dossier: Dossier, colleague: RoleSet | None) -> StrOrPromise:
    if colleague is None or not colleague.has(step_role(dossier), dossier.office_unit_id):
        return WRONG_PERSON
    return SAME_HOLDER if dossier.holder_id == colleague.staff_id else ""


def act_on(batch: Batch, row: BatchRow, now: datetime) -> None:
    """Do the batch's act with one dossier; raises what the act raises, Conflict when it changed since the preview."""
    _ACTS[BatchAct(batch.act)](batch, row, now)


def _take(batch: Batch, row: BatchRow, now: datetime) -> None:
    take_dossier(dossier_id=row.dossier_id, by=batch.staff, now=now, expected_version=row.version)


def _release(batch: Batch, row: BatchRow, now: datetime) -> None:
    release_dossier(dossier_id=row.dossier_id, by=batch.staff, now=now, expected_version=row.version)


def _hand_over(batch: Batch, row: BatchRow, now: datetime) -> None:
    hand_over(dossier_id=row.dossier_id, by=batch.staff, now=now, note=batch.note, expected_version=row.version)


def _assign(batch: Batch, row: BatchRow, now: datetime) -> None:
    if batch.to_staff_id is not None:  # the database keeps no batch of this act without a colleague
        assign_dossier(
            dossier_id=row.dossier_id,
            to_staff_id=batch.to_staff_id,
            by=batch.staff,
            now=now,
            reason=batch.note,
            expected_version=row.version,
        )


def _note(batch: Batch, row: BatchRow, now: datetime) -> None:
    add_note(dossier_id=row.dossier_id, text=batch.note, by=batch.staff, now=now, expected_version=row.version)


_ACTS: Mapping[BatchAct, Callable[[Batch, BatchRow, datetime], None]] = {
    BatchAct.TAKE: _take,
    BatchAct.RELEASE: _release,
    BatchAct.HAND_OVER: _hand_over,
    BatchAct.ASSIGN: _assign,
    BatchAct.NOTE: _note,
}
