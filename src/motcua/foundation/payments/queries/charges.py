"""What can staff see of charges? Lists and pages in a fixed number of queries, if they are in their reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.foundation.payments.access import ARRANGERS, CASHIERS, KEEPERS
from motcua.foundation.payments.actions.refund_payment import refundable
from motcua.foundation.payments.codes import codes_in
from motcua.foundation.payments.models import IN_CASH, Charge, ChargeLine, GatewayOrder, OrderState, Payment, Refund
from motcua.foundation.payments.receipts import has_book
from motcua.foundation.payments.states import Act, State
from motcua.foundation.payments.targets import address_of_target
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of

PAGE = 50


@dataclass(frozen=True)
class ChargeList:
    """A page of charges, the newest first; `older` continues, None on the last page."""

    charges: tuple[Charge, ...]
    units: Mapping[int, str]
    older: int | None


@dataclass(frozen=True)
class ChargePage:
    """One charge whole, and what whoever reads may do with it. `about`: the address of its thing, "" out of reach."""

    charge: Charge
    about: str
    unit_name: str
    lines: tuple[ChargeLine, ...]
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]
    orders: tuple[GatewayOrder, ...]
    may_take_cash: bool
    lacks_book: bool  # cash could be taken, had the unit a receipt book in use
    may_cancel: bool
    may_refund: bool
    refundable: frozenset[int]

    @property
    def awaits_gateway(self) -> bool:
        """Tell whether the payer went to the gateway, which has not said yet what became of it."""
        return any(order.state == OrderState.PENDING for order in self.orders)


def charge_list(roles: RoleSet, *, state: str, asked: str, before: int | None, now: datetime) -> ChargeList:
    """Return the charges in reach: of a state, found by their own code or the code of their thing."""
    found = _asked(Charge.objects.visible_to(roles), asked)
    if state in State.values:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    shown = tuple(rows[:PAGE])
    names = unit_names({charge.unit_id for charge in shown}, day_of(now))
    return ChargeList(shown, names, shown[-1].pk if len(rows) > PAGE else None)


def _asked(found: QuerySet[Charge], asked: str) -> QuerySet[Charge]:
    word = asked.replace("\x00", "").strip()
    if not word:
        return found
    codes = codes_in(word)
    return found.filter(Q(code__in=codes) | Q(target_code__iexact=word))


def charge_page(code: str, roles: RoleSet, *, now: datetime) -> ChargePage:
    """Return one charge; raise Charge.DoesNotExist out of reach."""
    charge = Charge.objects.visible_to(roles).get(code=code)
    payments = tuple(
        charge.payments.select_related("receipt__book", "recorded_by").prefetch_related("refunds").order_by("pk")
    )
    keeps = roles.has_any(charge.unit_id, *KEEPERS)
    acts = charge.row.allows
    may_take_cash = Act.TAKE_CASH in acts and roles.has_any(charge.unit_id, *CASHIERS)
    return ChargePage(
        charge=charge,
        about=address_of_target(charge, roles),
        unit_name=unit_names([charge.unit_id], day_of(now)).get(charge.unit_id, ""),
        lines=tuple(charge.lines.all()),
        payments=payments,
        refunds=tuple(charge.refunds.select_related("asked_by").order_by("pk")),
        orders=tuple(charge.orders.order_by("pk")),
        may_take_cash=may_take_cash,
        lacks_book=may_take_cash and not has_book(charge.unit_id),
        may_cancel=Act.CANCEL in acts and roles.has_any(charge.unit_id, *CASHIERS, *KEEPERS),
        may_refund=keeps,
        refundable=frozenset(one.pk for one in payments if keeps and _may_refund(one, roles)),
    )


def _may_refund(payment: Payment, roles: RoleSet) -> bool:
    if payment.channel in IN_CASH and payment.recorded_by_id == roles.staff_id:
        return False
    return refundable(payment) > 0


def arranged_units(roles: RoleSet, now: datetime) -> Mapping[int, str]:
    """Return the names of the units whose books and account one arranges."""
    return unit_names(roles.unit_ids(*ARRANGERS), day_of(now))
