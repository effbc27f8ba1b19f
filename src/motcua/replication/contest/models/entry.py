"""What is stored of an entry: the work, its authors, its files, whether it may take part and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.contest.models.call import ENTERERS, ORGANISERS, Contest
from motcua.replication.initiatives.models import Initiative

# what a reader may be shown: kinds whose metadata and name can be taken off
READABLE = ("application/pdf", "image/jpeg", "image/png")


class EntryState(models.TextChoices):
    """Whether an entry takes part."""

    SUBMITTED = "submitted", _("Đã nộp")
    ELIGIBLE = "eligible", _("Hợp lệ")
    INELIGIBLE = "ineligible", _("Không hợp lệ")
    WITHDRAWN = "withdrawn", _("Đã rút")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries by meaning."""

    def visible_to(self, roles: RoleSet) -> EntryQuerySet:
        """Return the entries of contests one organises or audits, and those of one's own unit."""
        organised = Q(contest__unit__in=roles.unit_ids(*ORGANISERS))
        return self.filter(organised | Q(unit__in=roles.unit_ids(*ENTERERS)))


class Entry(models.Model):
    """A model or initiative that a unit enters. `blind_code` is all that readers know it by.

    `decision_reason`: why it is or is not eligible. `initiative`: what became of a winner.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contest_entries")
    title = models.CharField(max_length=400)
    problem = models.TextField()
    solution = models.TextField()
    evidence = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=EntryState.choices, default=EntryState.SUBMITTED)
    decision_reason = models.TextField(blank=True)
    blind_code = models.CharField(max_length=12, blank=True)
    is_finalist = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    initiative = models.OneToOneField(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="contest_entry"
    )
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("contest", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(problem="") & ~Q(solution=""), name="contest_entry_whole"
            ),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="contest_entry_state"),
            models.CheckConstraint(
                condition=~Q(state=EntryState.INELIGIBLE) | ~Q(decision_reason=""), name="contest_entry_refused_why"
            ),
            models.UniqueConstraint(
                fields=["contest", "blind_code"], condition=~Q(blind_code=""), name="contest_entry_blind_code"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Author(models.Model):
    """Who made an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(max_length=200)
    born_on = models.DateField()
    position = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("entry", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="contest_author_has_a_name"),
            models.UniqueConstraint(fields=["entry", "name", "born_on"], name="contest_author_once"),
        ]


class EntryFile(models.Model):
    """A file of an entry. Readers get only `blind`: a copy without names in its metadata, named by the blind code.

    `is_anonymous`: the organiser has looked and found no name in it.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_anonymous = models.BooleanField(default=False)
    blind = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("entry", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(blind__isnull=True) | Q(is_anonymous=True), name="contest_file_checked_before_reading"
            ),
        ]

    @property
    def can_be_blind(self) -> bool:
        """Tell whether a copy for readers can be made of it."""
        return self.stored.media_type in READABLE
