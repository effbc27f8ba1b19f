"""What is stored of a directive: bases, recipients, requirements with deadlines, appendix of models, targets.

It is read from a file as a proposal, corrected, and confirmed by a person. Each part keeps its lines of the text (from
1) and what was not understood (`doubt`)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.replication.access import WATCHERS
from motcua.replication.initiatives.models import Initiative


class DirectiveState(models.TextChoices):
    """A proposal is read and corrected; what a person confirmed is in force."""

    PROPOSED = "proposed", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Có hiệu lực")


class Doubt(models.TextChoices):
    """What a machine did not understand of a part of the letter; a person settles it."""

    UNITS = "units", _("Chưa hiểu đơn vị nào")
    DEADLINE = "deadline", _("Chưa hiểu thời hạn")
    ORDER = "order", _("Chưa hiểu có phải nhiệm vụ không")
    ORIGIN = "origin", _("Chưa hiểu mô hình của đơn vị nào")
    BASIS = "basis", _("Chưa thấy số của văn bản căn cứ")


class Passage(models.Model):
    """A part of a directive that stands somewhere in its text."""

    first_line = models.PositiveIntegerField(null=True, blank=True)
    last_line = models.PositiveIntegerField(null=True, blank=True)
    doubt = models.CharField(max_length=12, choices=Doubt.choices, blank=True)

    class Meta:
        abstract = True


class DirectiveQuerySet(models.QuerySet["Directive"]):
    """Directives by meaning."""

    def confirmed(self) -> DirectiveQuerySet:
        """Return the directives in force."""
        return self.filter(state=DirectiveState.CONFIRMED)

    def visible_to(self, roles: RoleSet) -> DirectiveQuerySet:
        """Return what watchers' units issued, keep, received, or what names them; proposals to their coordinators."""
        watched, steered = roles.unit_ids(*WATCHERS), roles.unit_ids(Role.COORDINATOR)
        named = (
            Q(issuer__in=watched)
            | Q(keeper__in=watched)
            | Q(pk__in=DirectiveRecipient.objects.filter(units__in=watched).values("directive"))
            | Q(pk__in=Requirement.objects.filter(units__in=watched).values("directive"))
            | Q(pk__in=DirectiveModel.objects.filter(takers__in=watched).values("directive"))
            | Q(pk__in=DirectiveModel.objects.filter(initiative__origin_unit__in=watched).values("directive"))
        )
        mine = Q(keeper__in=steered) | Q(keeper__isnull=True, issuer__in=steered)
        return self.filter(Q(state=DirectiveState.CONFIRMED) & named | mine)

    def kept_by(self, unit_ids: Collection[int]) -> DirectiveQuerySet:
        """Return those on which one of these units works: its own letters, and those it entered for somebody else."""
        return self.filter(Q(keeper__in=unit_ids) | Q(keeper__isnull=True, issuer__in=unit_ids))


class Directive(models.Model):
    """A letter by which an authority orders something of other units, such as dispatch 554/UBND-CCHC.

    `keeper`: whose coordinator entered it, None for the issuer's; `ended_on`: its last day in force, None while it is.
    """

    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives")
    keeper = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=600)
    signer = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=DirectiveState.choices, default=DirectiveState.PROPOSED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_on", "number")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number", "issued_on"], name="directives_number_once"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(subject=""), name="directives_number_and_subject"),
            models.CheckConstraint(
                condition=Q(state=DirectiveState.PROPOSED, confirmed_at__isnull=True)
                | Q(state=DirectiveState.CONFIRMED, confirmed_at__isnull=False),
                name="directives_confirmed_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_reason="")
                | Q(ended_on__gte=F("issued_on"), confirmed_at__isnull=False) & ~Q(ended_reason=""),
                name="directives_ended_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def steward_id(self) -> int:
        """Return the id of the unit whose coordinator works on it."""
        return self.keeper_id or self.issuer_id

    @property
    def is_confirmed(self) -> bool:
        """Tell whether people have confirmed it."""
        return self.state == DirectiveState.CONFIRMED


class DirectiveChange(models.Model):
    """One act on a directive: who did what to which part; `seq` equals the version afterwards."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="changes")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=24)
    part = models.CharField(max_length=24, blank=True)
    label = models.CharField(max_length=400, blank=True)
    detail: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("directive", "seq")
        constraints = [models.UniqueConstraint(fields=["directive", "seq"], name="directives_change_once")]
        triggers = append_only()


class DirectiveBasis(Passage):
    """A document on which a directive rests, as the letter names it."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="bases")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["directive", "position"], name="directives_basis_place")]


class RecipientKind(models.TextChoices):
    """Why somebody gets the letter."""

    ADDRESSEE = "addressee", _("Kính gửi")
    COPY = "copy", _("Nơi nhận")


class DirectiveRecipient(Passage):
    """A line of the address or of the copy list, and the units it stands for.

    `is_complete` is false while the line means more units than are known ("các trường ...").
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="recipients")
    kind = models.CharField(max_length=12, choices=RecipientKind.choices)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    units = models.ManyToManyField(Unit, related_name="+", blank=True)
    is_complete = models.BooleanField(default=True)

    class Meta:
        ordering = ("kind", "position")
        constraints = [
            models.UniqueConstraint(fields=["directive", "kind", "position"], name="directives_recipient_place")
        ]


class DirectiveModel(Passage):
    """A line of the appendix: a model, and the units that have to take it over."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="models")
    position = models.PositiveSmallIntegerField()
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="directive_models")
    text = models.TextField(blank=True)
    takers_text = models.CharField(max_length=400, blank=True)
    takers = models.ManyToManyField(Unit, related_name="+", blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["directive", "position"], name="directives_model_place"),
            models.UniqueConstraint(fields=["directive", "initiative"], name="directives_model_once"),
        ]


class ProposedModel(Passage):
    """A model that the letter names, as it was read: it waits for the model of the register that it is.

    Confirming the directive turns it into a `DirectiveModel`; the proposal stays as what was read.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="proposed_models")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    origin_text = models.CharField(max_length=400, blank=True)
    origin = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    takers_text = models.CharField(max_length=400, blank=True)
    takers = models.ManyToManyField(Unit, related_name="+", blank=True)
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["directive", "position"], name="directives_proposed_model_place"),
            models.CheckConstraint(condition=~Q(title=""), name="directives_proposed_model_title"),
        ]


class UnclearPassage(Passage):
    """A passage that may order something and was not understood; a person decides."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="unclear")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["directive", "position"], name="directives_unclear_place")]


class Repeats(models.TextChoices):
    """How often a requirement comes due."""

    ONCE = "once", _("Một lần")
    QUARTERLY = "quarterly", _("Hằng quý")


class Requirement(Passage):
    """One thing ordered: by its number in the letter, of which units, from when, until when (last day included).

    `number` as in the letter, a dash counted ("2.6-1") and a second deadline told apart ("2.5(2)"). `initiative` is the
    model it is about, if it is about one; `wants_report`: done by a report, not by a model.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="requirements")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20)
    text = models.TextField()
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="requirements"
    )
    units = models.ManyToManyField(Unit, related_name="requirements", blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    repeats = models.CharField(max_length=12, choices=Repeats.choices, default=Repeats.ONCE)
    wants_report = models.BooleanField(default=False)

    class Meta:
        ordering = ("directive", "position", "number")
        constraints = [
            models.UniqueConstraint(fields=["directive", "number"], name="directives_requirement_once"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="directives_requirement_span",
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(text=""), name="directives_requirement_says_something"),
        ]


class MeasureTarget(models.Model):
    """What a directive wants a measure to reach in every unit it names: a monthly figure, from a day on."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="targets")
    service = models.CharField(max_length=40)
    measure = models.CharField(max_length=60)
    units = models.ManyToManyField(Unit, related_name="+", blank=True)
    value = models.BigIntegerField()
    from_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "service", "measure", "from_day"], name="directives_target_once"
            )
        ]
