"""Ask for the fee of a dossier: lines by law, a link to pay, and a word to the applicant."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.actions.issue_charge import Target, issue_charge
from motcua.foundation.payments.codes import new_code
from motcua.foundation.payments.fees import Asked, Line, compute, total_of
from motcua.foundation.payments.models import Charge, ChargeLine
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.access import may_charge
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.fees import DOSSIER, rules_for
from motcua.services.onestop.lock import locked
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.notices import tell_of_charge
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.result_fees import charged_for, follow_fee, lines_in_hand

PRESSED_TWICE = timedelta(minutes=1)
Beside = tuple[int, Callable[[], object]]  # an act that belongs to the charge, and whose journal it writes


@transaction.atomic
def charge_dossier(
    *,
    dossier_id: int,
    asked: Sequence[Asked],
    waits: bool,
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
) -> Charge:
    """Return the charge of the receiving unit, computed by the fees in force today.

    `waits`: the clock stands still until it is paid (nghĩa vụ tài chính), and runs again by itself. Needs the counter,
    or whoever has the present step and a role at the receiving unit. Raises Dossier.DoesNotExist, NotAllowed, NotNow,
    Conflict, FeeRefused, PaymentRefused; what `request_payment` raises when it waits. A second press finds the first.
    The fee in the book of a result that is signed already follows.
    """
    dossier, _roles = locked(dossier_id, by=by, now=now, expected_version=expected_version)
    if not may_charge(roles_of(by, now), dossier):
        raise NotAllowed
    if dossier.is_closed:
        raise NotNow
    document = dossier.procedure_version.content
    unit_id = dossier.receiving_unit_id
    lines = compute(rules_for(document, unit_id=unit_id, day=day_of(now)), asked)
    target = Target(DOSSIER, str(dossier.pk), dossier.code, document.title.vi, document.title.en)
    code, amount = new_code(), total_of(lines)
    if (again := _just_issued(dossier.pk, lines, by, now)) is not None:
        return again

    # either stands beside the charge, never both: no clock waits once there is a result
    make = _waiting if waits and amount else _following
    beside_id, beside = make(dossier, code, amount, by, now)
    is_first = beside_id < unit_id  # the journal's chains are locked in the order of their units
    if is_first:
        beside()
    charge = issue_charge(unit_id=unit_id, target=target, lines=lines, by=by, now=now, code=code)
    if not is_first:
        beside()
    if amount:
        tell_of_charge(dossier, charge, now=now)
    return charge


def _waiting(dossier: Dossier, code: str, amount: int, by: Staff, now: datetime) -> Beside:
    """Return what stops the clock until the charge is paid."""
    values = {"code": code, "amount": lazy(money_vn, str)(amount)}
    owed = filled_in_each_language(_("Khoản thu %(code)s: %(amount)s."), values)
    wait = partial(request_payment, dossier_id=dossier.pk, reason=owed, by=by, now=now, charge=code)
    return dossier.office_unit_id, wait


def _following(dossier: Dossier, code: str, amount: int, by: Staff, now: datetime) -> Beside:
    """Return what brings the fee in the book of the result to what is owed with the charge; the lines are locked."""
    entries, owed = lines_in_hand(dossier), charged_for(dossier) + amount
    unit_id = next((entry.book.unit_id for entry in entries), dossier.deciding_unit_id)
    return unit_id, partial(follow_fee, entries, owed, code=code, by=by.as_actor(), now=now)


def _just_issued(dossier_id: int, lines: Sequence[Line], by: Staff, now: datetime) -> Charge | None:
    """Return the charge of the same lines that the same person issued a moment ago: they pressed twice."""
    recent = Charge.objects.about(DOSSIER, str(dossier_id)).filter(
        issued_by=by, issued_at__gt=now - PRESSED_TWICE, cancelled_at=None
    )
    asked = [_told_apart(line) for line in lines]
    return next(
        (one for one in recent.prefetch_related("lines") if [*map(_told_apart, one.lines.all())] == asked), None
    )


def _told_apart(line: Line | ChargeLine) -> tuple[str, int, int, int, str]:
    """Return by what one line is told from another."""
    return line.fee_code, line.quantity, line.amount, line.reduction, line.ground
