"""Issue a charge: what is owed, line by line, with the law behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.access import CASHIERS, require_in
from motcua.foundation.payments.codes import link_hash, link_of, new_code
from motcua.foundation.payments.fees import Line, total_of
from motcua.foundation.payments.models import Charge, ChargeLine
from motcua.foundation.payments.record import note
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.states import state_of
from motcua.foundation.units.models import Role, Staff

LASTS = timedelta(days=30)  # how long the link takes money; the charge itself lasts
ISSUERS = (*CASHIERS, Role.SPECIALIST, Role.LEADER)


@dataclass(frozen=True)
class Target:
    """For what money is owed: its kind and id for programs, its code and title for people. No person is named."""

    kind: str
    id: str
    code: str
    title: str
    title_en: str = ""


@transaction.atomic
def issue_charge(
    *, unit_id: int, target: Target, lines: Sequence[Line], by: Staff, now: datetime, code: str = ""
) -> Charge:
    """Return a new charge of these lines, which `fees.compute` made. One whose lines are all exempt is waived at once.

    `code` is a fresh one of `codes.new_code` when it had to be known before.

    Needs a receptionist, specialist or leader of the unit. Raises NotAllowed, PaymentRefused without lines.
    """
    require_in(unit_id, *ISSUERS, by=by, now=now)
    if not lines:
        raise PaymentRefused("no_lines", _("Chưa có khoản nào để thu. Chưa ghi gì: hãy chọn mức thu rồi làm lại."))
    amount = total_of(lines)
    actor = by.as_actor()
    charge = Charge(
        code=code or new_code(),
        unit_id=unit_id,
        issued_unit_id=unit_id,
        target_kind=target.kind,
        target_id=target.id,
        target_code=target.code,
        title=target.title,
        title_en=target.title_en,
        amount=amount,
        state=state_of(amount=amount, received=0, refunded=0, is_cancelled=False),
        issued_at=now,
        issued_by_name=actor.name,
        issued_by=by,
        expires_at=now + LASTS,
    )
    charge.link_hash = link_hash(link_of(charge.uid)) or b""
    charge.save(force_insert=True)
    ChargeLine.objects.bulk_create([_row(charge, line) for line in lines])
    note("issue", charge, by=actor, now=now, detail={"amount": amount, "about": target.code})
    return charge


def _row(charge: Charge, line: Line) -> ChargeLine:
    return ChargeLine(
        charge=charge,
        fee_code=line.fee_code,
        label=line.label,
        label_en=line.label_en,
        piece=line.unit,
        quantity=line.quantity,
        amount=line.amount,
        reduction=line.reduction,
        total=line.total,
        ground=line.ground,
        ground_en=line.ground_en,
        document=line.document,
        article=line.article,
        verified=line.verified,
    )
