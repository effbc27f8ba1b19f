"""What is stored of an escalation letter: a draft that sends nothing, the tasks it names, and the signature."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.documents.models import IssuedDocument
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.access import WATCHERS
from motcua.replication.directives.models import Directive
from motcua.replication.followup.models.tasks import OVERLOOKERS, Task


class LetterState(models.TextChoices):
    """Where a letter stands."""

    DRAFT = "draft", _("Dự thảo, chưa gửi")
    SIGNED = "signed", _("Đã ký, đã gửi")
    DISCARDED = "discarded", _("Đã bỏ")


class EscalationQuerySet(models.QuerySet["Escalation"]):
    """Letters by meaning."""

    def visible_to(self, roles: RoleSet) -> EscalationQuerySet:
        """Return the letters of an authority one overlooks, and the signed ones that name one's unit."""
        named = EscalationLine.objects.filter(task__unit__in=roles.unit_ids(*WATCHERS)).values("letter")
        return self.filter(Q(authority__in=roles.unit_ids(*OVERLOOKERS)) | Q(state=LetterState.SIGNED, pk__in=named))


class Escalation(models.Model):
    """A letter to the units that did not do what a directive asks. Only a signature makes it leave the house.

    `period` "" = all tasks of the directive, "2019-Q2" = those due in that quarter; `as_of` is the day of the list.
    """

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="escalations")
    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=10, blank=True)
    as_of = models.DateField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    discarded_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    signed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    document = models.OneToOneField(IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ("-drafted_at",)
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="followup_letter_state"),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(body=""), name="followup_letter_says_something"),
            models.CheckConstraint(
                condition=Q(
                    state=LetterState.SIGNED,
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    document__isnull=False,
                )
                & ~Q(number="")
                | ~Q(state=LetterState.SIGNED)
                & Q(signed_at__isnull=True, signed_by__isnull=True, document__isnull=True, number=""),
                name="followup_letter_signed_by",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.DISCARDED, discarded_at__isnull=False)
                | ~Q(state=LetterState.DISCARDED) & Q(discarded_at__isnull=True),
                name="followup_letter_discarded_when",
            ),
            models.UniqueConstraint(
                fields=["directive", "period"], condition=Q(state=LetterState.DRAFT), name="followup_one_draft"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="letter_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="signed_letter_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=LetterState.SIGNED),
            ),
        ]

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(LetterState(self.state).label)


class EscalationLine(models.Model):
    """A task that the letter names. Lines of a draft may be replaced, those of a signed letter stay."""

    letter = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "task"], name="followup_letter_names_once")]
        triggers = [
            pgtrigger.Trigger(
                name="line_of_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    PERFORM 1 FROM followup_escalation WHERE id = NEW.letter_id AND state = 'draft' FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'letter % is no draft', NEW.letter_id;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="signed_line_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    PERFORM 1 FROM followup_escalation WHERE id = OLD.letter_id AND state = 'draft' FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'letter % is no draft', OLD.letter_id;
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]
