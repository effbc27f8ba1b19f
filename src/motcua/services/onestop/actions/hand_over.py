"""Hand a dossier to the next step, back to an earlier one, or to a colleague."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import entered_step_moments
from motcua.services.onestop.definition import Step, StepClock
from motcua.services.onestop.holds import stopping_move
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import meet_procedure, reason_given
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.rules import may_go, next_step, office_of, state_at
from motcua.services.onestop.states import Action


@transaction.atomic
def hand_over(
    *,
    dossier_id: int,
    by: Staff,
    now: datetime,
    to_step: str = "",
    to_staff_id: int | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Return the dossier at its new step, with the step's due time and whoever was named as its holder.

    Without `to_step` it goes to the next step. When the law does not count the step's time, the clock stands still from
    then on, until `resume_clock`. Going back needs a `note` that says why. A step done again counts from
    the first time. Needs whoever has the present step. Raises Dossier.DoesNotExist, NotAllowed, NotNow,
    HeldByColleague, Conflict, NeedMissing, DossierRefused for a step it cannot go to or a person without that role.
    """
    dossier, _roles = in_hand(
        Action.HAND_OVER, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    document = dossier.procedure_version.content
    step = _target(dossier, to_step)
    keys = [each.key for each in document.steps]
    if keys.index(step.key) < keys.index(dossier.step):
        reason_given(note)
    meet_procedure(dossier, Action.HAND_OVER, reason=note)
    office = office_of(step, receiving_unit_id=dossier.receiving_unit_id, deciding_unit_id=dossier.deciding_unit_id)
    holder_id = _holder(to_staff_id, step, office, now)
    from_step = dossier.step
    stops = step.clock is not StepClock.RUNNING and step.key != from_step
    change_state(
        dossier,
        Move(
            Action.HAND_OVER,
            state_at(document, step.key),
            step=step.key,
            office_unit_id=office,
            sets={"holder_id": holder_id, **entered_step_moments(dossier, step, now=now)},
            payload={"from_step": from_step, "note": note.strip(), "to_staff_id": holder_id},
            is_told=not stops,  # that the clock stands still there is told, once
        ),
        by=by.as_actor(),
        now=now,
    )
    if stops:
        change_state(dossier, stopping_move(step), by=by.as_actor(), now=now)
    return dossier


def _target(dossier: Dossier, to_step: str) -> Step:
    document = dossier.procedure_version.content
    following = next_step(document, dossier.step)
    if not to_step and following is None:
        raise DossierRefused(
            "decide_first", _("Hồ sơ đang chờ lãnh đạo quyết định. Hãy ký kết quả hoặc chuyển lại bước trước.")
        )
    wanted = to_step or (following.key if following else "")
    if not may_go(document, at=dossier.step, to=wanted):
        raise DossierRefused(
            "wrong_step", _("Không chuyển được hồ sơ đến bước này. Hãy chọn bước kế tiếp hoặc bước trước.")
        )
    return document.step(wanted)


def _holder(staff_id: int | None, step: Step, office_id: int, now: datetime) -> int | None:
    if staff_id is None:
        return None
    person = Staff.objects.filter(pk=staff_id).first()
    if person is None or not roles_of(person, now).has(step.role, office_id):
        raise DossierRefused(
            "wrong_person", _("Người được chọn không đảm nhiệm bước này tại đơn vị. Hãy chọn người khác.")
        )
    return person.pk
