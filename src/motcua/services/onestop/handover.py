"""What a unit that ends hands on to its successor: open dossiers, open complaints, teams and what they carry."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.successions import Handover, Turn
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.complaints.actions.move_complaints import (
    complaint_rows,
    move_complaints,
    open_complaints_of,
)
from motcua.services.onestop.delivery.actions.move_teams import move_teams, team_rows, teams_at_work_of
from motcua.services.onestop.models import Dossier, Draft, ProcedureOffer


def open_dossiers_of(unit_id: int) -> int:
    """Return how many open dossiers the unit receives, decides or works on."""
    anywhere = Q(receiving_unit=unit_id) | Q(deciding_unit=unit_id) | Q(office_unit=unit_id)
    return Dossier.objects.filter(anywhere, closed_at__isnull=True).count()


def rows_of(unit_ids: Collection[int]) -> tuple[QuerySet[Any], ...]:
    """Return drafts, offers and open dossiers of the units, in the order in which a filing locks them."""
    anywhere = Q(receiving_unit__in=unit_ids) | Q(deciding_unit__in=unit_ids) | Q(office_unit__in=unit_ids)
    return (
        Draft.objects.filter(unit__in=unit_ids, submitted=None),
        ProcedureOffer.objects.filter(Q(unit__in=unit_ids) | Q(deciding_unit__in=unit_ids)),
        Dossier.objects.filter(anywhere, closed_at__isnull=True),
    )


def hand_on(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move the open dossiers, each with an event; a second call finds none."""
    del on
    return move_to_successor(unit_id=from_unit, successor_id=to_unit, by=by, now=now)


def hand_on_complaints(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move the open complaints, each with an event; a second call finds none."""
    return move_complaints(unit_id=from_unit, successor_id=to_unit, on=on, by=by, now=now)


def hand_on_teams(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
    """Move the delivery teams and their open trips; a second call finds none."""
    return move_teams(unit_id=from_unit, successor_id=to_unit, on=on, by=by, now=now)


HANDOVER = Handover("onestop.dossiers", _("hồ sơ đang giải quyết"), open_dossiers_of, rows_of, hand_on, Turn.MATTERS)
HANDOVERS = (
    HANDOVER,
    Handover(
        "onestop.complaints",
        _("khiếu nại đang giải quyết"),
        open_complaints_of,
        complaint_rows,
        hand_on_complaints,
        Turn.MATTERS,
    ),
    Handover(
        "onestop.deliveries",
        _("tổ giao kết quả, chuyến chưa quyết toán"),
        teams_at_work_of,
        team_rows,
        hand_on_teams,
        Turn.MATTERS,
    ),
)
