"""What is stored of an agreement that dossiers go on under another version, and of what became of each?"""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.each_language import Said, SaidField
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.models.procedure import ProcedureVersion


class MovePlan(models.Model):
    """That `agreed_by` agreed that some dossiers go on under `version` from the day it begins.

    `number` counts the agreements about a version: the first is given as it is published, another one once nothing of
    the one before waits any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="moves", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    agreed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ("agreed_at",)
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="onestop_agreement_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="agreement_stays", operation=pgtrigger.Delete | pgtrigger.Update),
        ]

    @property
    def first_day(self) -> date | None:
        """Return the day from which dossiers move; None when the version was replaced before it began."""
        first: date | None = self.version.valid.lower
        return first


class MoveState(models.TextChoices):
    """What became of an agreed dossier."""

    WAITING = "waiting", _("Chờ chuyển")
    MOVED = "moved", _("Đã chuyển")
    LEFT = "left", _("Giữ phiên bản cũ")


class MoveRow(models.Model):
    """One agreed dossier. `reasons`: what a person looked at when they agreed; `said`: why it was left, in each
    language."""

    plan = models.ForeignKey(MovePlan, on_delete=models.PROTECT, related_name="rows")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    reasons: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=MoveState.choices, default=MoveState.WAITING)
    said = SaidField(default=Said, blank=True)
    at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("plan", "id")
        constraints = [
            models.UniqueConstraint(fields=["plan", "dossier"], name="onestop_move_dossier_once"),
            models.CheckConstraint(condition=Q(state__in=MoveState.values), name="onestop_move_state"),
            models.CheckConstraint(
                condition=Q(state=MoveState.WAITING, at__isnull=True)
                | (~Q(state=MoveState.WAITING) & Q(at__isnull=False)),
                name="onestop_move_when",
            ),
            models.CheckConstraint(
                condition=Q(state=MoveState.LEFT) & ~Q(said={}) | ~Q(state=MoveState.LEFT) & Q(said={}),
                name="onestop_move_left_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["plan"], condition=Q(state=MoveState.WAITING), name="onestop_moves_waiting"),
        ]
        triggers = [
            pgtrigger.Protect(name="agreed_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ended_move_stays", operation=pgtrigger.Update, condition=pgtrigger.Q(old__at__isnull=False)
            ),
        ]
