"""Move a dossier that is under way to another version of its procedure."""

from __future__ import annotations

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import entered_step_moments
from motcua.services.onestop.models import Dossier, ProcedureVersion
from motcua.services.onestop.rules import office_of
from motcua.services.onestop.states import Action


def move_version(dossier: Dossier, version: ProcedureVersion, *, by: Actor, now: datetime) -> Dossier:
    """Return the locked dossier under `version`, at the same step; see `dry_run.judge` for what may be moved.

    Its due times stay: they were fixed at acceptance, stand on the receipt, and a new text of the procedure is no
    reason to make anybody wait longer. Only the office's own time for the step is counted anew, never later than
    before. Who held it keeps it unless the step is another role's or office's now.
    """
    before = dossier.procedure_version
    sets: dict[str, object] = {"procedure_version_id": version.pk}
    office = dossier.office_unit_id
    if dossier.step:
        old, new = before.content.step(dossier.step), version.content.step(dossier.step)
        office = office_of(new, receiving_unit_id=dossier.receiving_unit_id, deciding_unit_id=dossier.deciding_unit_id)
        if (old.role, old.office) != (new.role, new.office):
            sets["holder_id"] = None
        if dossier.step_due_at is not None and dossier.due_at is not None:
            own = entered_step_moments(dossier, new, now=now)
            sets |= own if own["step_due_at"] < dossier.step_due_at else {}
    payload = {"from_version": before.number, "to_version": version.number, "sha256": version.sha256}
    move = Move(Action.MOVE_VERSION, office_unit_id=office, sets=sets, payload=payload)
    change_state(dossier, move, by=by, now=now)
    return dossier
