"""What is stored of the call: rules, calendar, rubric, tie rules, questions. Fixed once it is published."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Unit
from motcua.replication.contest.kinds import Basis, Round, State, Tie
from motcua.replication.contest.models.guards import fixed_once_published

ENTERERS = (Role.LEADER, Role.SPECIALIST)
ORGANISERS = (Role.COORDINATOR, Role.AUDITOR)


def new_token() -> str:
    """Return an address for the board that nobody can guess: 128 bits."""
    return secrets.token_urlsafe(16)


class ContestQuerySet(models.QuerySet["Contest"]):
    """Contests by meaning."""

    def visible_to(self, roles: RoleSet) -> ContestQuerySet:
        """Return those one organises or audits, published ones one's unit may enter, and those one reads or judges."""
        organised = Q(unit__in=roles.unit_ids(*ORGANISERS))
        entered = ~Q(state=State.DRAFT) & Q(units__in=roles.unit_ids(*ENTERERS))
        judged = ~Q(state=State.DRAFT) & Q(panelists__staff=roles.staff_id, panelists__left_at__isnull=True)
        return self.filter(organised | entered | judged).distinct()


class Contest(models.Model):
    """A contest of one organising unit. `units` may enter; authors are at most `age_limit` years old on `age_on`.

    `version` counts changes of the call, `last_seq` the events of the log. `board_frozen_seq`: the board shows the
    log up to that event. `basis`: which total decides. `appeal_days`: working days after the provisional results.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contests")
    units = models.ManyToManyField(Unit, related_name="open_contests", blank=True)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=100, blank=True)
    rules_text = models.TextField()
    rules_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    age_on = models.DateField()
    age_source = models.CharField(max_length=300, blank=True)
    opens_at = models.DateTimeField()
    entries_until = models.DateTimeField()
    reading_until = models.DateTimeField()
    final_at = models.DateTimeField()
    final_place = models.CharField(max_length=200, blank=True)
    readers_per_entry = models.PositiveSmallIntegerField(default=2)
    finalists = models.PositiveSmallIntegerField(default=9)
    winners = models.PositiveSmallIntegerField(default=3)
    appeal_days = models.PositiveSmallIntegerField(default=5)
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.RAW)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    appeal_until = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    board_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    board_frozen_seq = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    last_seq = models.PositiveIntegerField(default=0)

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="contest_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="contest_state"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="contest_basis"),
            models.CheckConstraint(condition=Q(readers_per_entry__gte=2), name="contest_two_readers"),
            models.CheckConstraint(
                condition=Q(winners__gte=1, finalists__gte=F("winners")), name="contest_winners_among_finalists"
            ),
            models.CheckConstraint(
                condition=Q(
                    opens_at__lt=F("entries_until"),
                    entries_until__lt=F("reading_until"),
                    reading_until__lte=F("final_at"),
                ),
                name="contest_calendar_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContestRound(models.Model):
    """A round: the written one, or a part of the final with its weight. Open between `opened_at` and `closed_at`."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=12, choices=Round.choices)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["contest", "kind"], name="contest_round_once"),
            models.CheckConstraint(condition=Q(kind__in=Round.values), name="contest_round_kind"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="contest_round_weight"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="contest_round_opened_first"
            ),
        ]
        triggers = [
            fixed_once_published(
                "round_is_fixed", "line.contest_id", columns="OLD.weight <> NEW.weight OR OLD.kind <> NEW.kind"
            )
        ]

    @property
    def is_open(self) -> bool:
        """Tell whether scores are taken now."""
        return self.opened_at is not None and self.closed_at is None


class Criterion(models.Model):
    """A criterion of a round: weight, and a scale from 0 up."""

    round = models.ForeignKey(ContestRound, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    scale = models.DecimalField(max_digits=5, decimal_places=2)
    is_optional = models.BooleanField(default=False)

    class Meta:
        ordering = ("round", "position")
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="contest_criterion_place"),
            models.CheckConstraint(condition=~Q(title=""), name="contest_criterion_title"),
            models.CheckConstraint(condition=Q(weight__gt=0, scale__gt=0), name="contest_criterion_weight"),
        ]
        triggers = [
            fixed_once_published(
                "criterion_is_fixed", "SELECT r.contest_id FROM contest_contestround r WHERE r.id = line.round_id"
            )
        ]

    def __str__(self) -> str:
        return self.title


class TieBreak(models.Model):
    """One of the rules for equal totals, in the order in which they are asked; drawing lots is the last."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="tie_breaks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Tie.choices)
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("contest", "position")
        constraints = [
            models.UniqueConstraint(fields=["contest", "position"], name="contest_tie_place"),
            models.CheckConstraint(
                condition=Q(kind=Tie.CRITERION, criterion__isnull=False)
                | ~Q(kind=Tie.CRITERION) & Q(criterion__isnull=True),
                name="contest_tie_criterion",
            ),
        ]
        triggers = [fixed_once_published("tie_is_fixed", "line.contest_id")]

    @property
    def words(self) -> str:
        """Return the rule in words."""
        label = str(Tie(self.kind).label)
        return f"{label} “{self.criterion.title}”" if self.criterion else label


class Question(models.Model):
    """A question of the knowledge test, its choices and its key. Only the organiser reads it before the test."""

    class Key(models.TextChoices):
        """Which choice is right."""

        A = "A", "A"
        B = "B", "B"
        C = "C", "C"
        D = "D", "D"

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    choice_a = models.CharField(max_length=300)
    choice_b = models.CharField(max_length=300)
    choice_c = models.CharField(max_length=300, blank=True)
    choice_d = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=1, choices=Key.choices)
    points = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    source = models.CharField(max_length=300, blank=True, help_text=_("Văn bản, điều, khoản"))

    class Meta:
        ordering = ("contest", "position")
        constraints = [
            models.UniqueConstraint(fields=["contest", "position"], name="contest_question_place"),
            models.CheckConstraint(condition=Q(points__gt=0), name="contest_question_points"),
            models.CheckConstraint(
                condition=Q(key__in=("A", "B")) | Q(key="C") & ~Q(choice_c="") | Q(key="D") & ~Q(choice_d=""),
                name="contest_question_key_is_a_choice",
            ),
        ]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the choices there are: (letter, words)."""
        all_four = zip("ABCD", (self.choice_a, self.choice_b, self.choice_c, self.choice_d), strict=True)
        return [(letter, words) for letter, words in all_four if words]
