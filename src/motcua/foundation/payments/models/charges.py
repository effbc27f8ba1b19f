"""What is stored of what is owed: a charge, its lines with the law, and how much of it has come and gone."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.forms.definition import Text
from motcua.foundation.payments.codes import link_of, pay_address
from motcua.foundation.payments.fees import ReadHere
from motcua.foundation.payments.states import STATES, TO_GIVE_BACK, Act, State, StateRow, remaining
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit

READERS = (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER, Role.AUDITOR)

# the state is the fold of three sums; the same as `states.state_of`, held by the database
_IS_THE_FOLD = (
    Q(state=State.WAIVED, amount=0, received=0, refunded=0, cancelled_at__isnull=True)
    | Q(state=State.CANCELLED, received=F("refunded"), cancelled_at__isnull=False)
    | Q(state=State.OVERPAID, received__gt=F("refunded"), cancelled_at__isnull=False)
    | Q(amount__gt=0, cancelled_at__isnull=True)
    & (
        Q(state=State.OPEN, received=0, refunded=0)
        | Q(state=State.PART_PAID, received__gt=0, received__lt=F("amount"), refunded=0)
        | Q(state=State.PAID, received=F("amount") + F("refunded"))
        | Q(state=State.OVERPAID, received__gt=F("amount") + F("refunded"))
        | Q(state=State.REFUNDED, refunded__gt=0, received=F("refunded"))
        | Q(
            state=State.PART_REFUNDED,
            refunded__gt=0,
            received__gt=F("refunded"),
            received__lt=F("amount") + F("refunded"),
        )
    )
)


class ChargeQuerySet(models.QuerySet["Charge"]):
    """Charges by meaning."""

    def visible_to(self, roles: RoleSet) -> ChargeQuerySet:
        """Return the charges of units where one takes, keeps or checks money; whoever else asks finds nothing."""
        return self.filter(unit__in=roles.unit_ids(*READERS))

    def about(self, kind: str, target_id: str) -> ChargeQuerySet:
        """Return the charges for one thing, the newest first."""
        return self.filter(target_kind=kind, target_id=target_id).order_by("-pk")


class Charge(models.Model):
    """What is owed once for one thing, in đồng. `target_code` is how the thing is called on paper; no payer is named.

    `unit` answers for it: the one that issued it, or the one that took over from that; figures count `issued_unit`.
    `received`, `refunded` and `state` are projections of payments and refunds, written by `record` alone. After
    `expires_at` the link takes no payment; money that comes all the same is received.
    """

    code = models.CharField(max_length=16, unique=True)
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    link_hash = models.BinaryField(max_length=32, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    issued_unit = models.ForeignKey(Unit, db_index=False, on_delete=models.PROTECT, related_name="+")
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=40)
    target_code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    amount = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    refunded = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=16, choices=State.choices)
    issued_at = models.DateTimeField()
    issued_by_name = models.CharField(max_length=200)
    issued_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    cancelled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_IS_THE_FOLD, name="payments_state_is_the_fold"),
            models.CheckConstraint(condition=Q(refunded__lte=F("received")), name="payments_no_more_back_than_came"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(target_code="") & ~Q(title=""), name="payments_named"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="payments_expires_later"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
                name="payments_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["target_kind", "target_id"], name="payments_charge_target"),
            models.Index(fields=["unit", "-id"], name="payments_charge_of_unit"),
            models.Index(fields=["unit", "state", "-id"], name="payments_charge_state"),
            models.Index(fields=["issued_unit", "issued_at"], name="payments_charge_issued"),
        ]
        triggers = [pgtrigger.Protect(name="charge_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.code

    @property
    def is_to_give_back(self) -> bool:
        """Tell whether money is here for a charge that has fallen away."""
        return self.cancelled_at is not None and self.state == State.OVERPAID

    @property
    def row(self) -> StateRow:
        """Return what the state allows and says."""
        return TO_GIVE_BACK if self.is_to_give_back else STATES[State(self.state)]

    @property
    def title_here(self) -> str:
        """Return for what it is owed, in the active language; papers say it in Vietnamese."""
        return Text(vi=self.title, en=self.title_en).here()

    @property
    def state_name(self) -> str:
        """Return the state in words."""
        return gettext("Đã hủy, phải hoàn lại") if self.is_to_give_back else str(State(self.state).label)

    @property
    def remaining(self) -> int:
        """Return what is still to be paid, in đồng."""
        return remaining(amount=self.amount, received=self.received, refunded=self.refunded, state=State(self.state))

    @property
    def excess(self) -> int:
        """Return what came beyond what is owed, in đồng."""
        owed = 0 if self.cancelled_at else self.amount
        return max(0, self.received - self.refunded - owed)

    @property
    def link(self) -> str:
        """Return the code behind the link to pay."""
        return link_of(self.uid)

    @property
    def pay_address(self) -> str:
        """Return the web address where it is paid."""
        return pay_address(self.uid)

    def is_payable(self, now: datetime) -> bool:
        """Tell whether the link takes money at `now`."""
        return Act.PAY_ONLINE in self.row.allows and now < self.expires_at


class ChargeLine(ReadHere, models.Model):
    """One line of a charge: quantity × amount - reduction = total, and the law behind it.

    Papers are written in Vietnamese; `label_en` and `ground_en` are for whoever reads a page in English.
    """

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="lines")
    fee_code = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    piece = models.CharField(max_length=120, blank=True)
    quantity = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField()
    reduction = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField()
    ground = models.CharField(max_length=700, blank=True)
    ground_en = models.CharField(max_length=700, blank=True)
    document = models.CharField(max_length=300)
    article = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="payments_line_quantity"),
            models.CheckConstraint(
                condition=Q(total=F("quantity") * F("amount") - F("reduction")), name="payments_line_total"
            ),
            models.CheckConstraint(condition=Q(reduction=0) | ~Q(ground=""), name="payments_reduction_has_a_ground"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(document=""), name="payments_line_named"),
        ]
        triggers = append_only()
