"""What is stored of a directive: bases, recipients, requirements with deadlines, appendix of models, targets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.initiatives.models import Initiative


class DirectiveState(models.TextChoices):
    """A proposal is read and corrected; what a person confirmed is in force."""

    PROPOSED = "proposed", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Có hiệu lực")


class Directive(models.Model):
    """A letter by which an authority orders something of other units, such as dispatch 554/UBND-CCHC."""

    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="directives")
    subject = models.CharField(max_length=600)
    signer = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=DirectiveState.choices, default=DirectiveState.PROPOSED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

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
        ]

    def __str__(self) -> str:
        return self.number


class DirectiveBasis(models.Model):
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


class DirectiveRecipient(models.Model):
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


class DirectiveModel(models.Model):
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


class Repeats(models.TextChoices):
    """How often a requirement comes due."""

    ONCE = "once", _("Một lần")
    QUARTERLY = "quarterly", _("Hằng quý")


class Requirement(models.Model):
    """One thing ordered: by its number in the letter, of which units, from when, until when (last day included).

    `initiative` is the model it is about, if it is about one; `wants_report`: done by a report, not by a model.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="requirements")
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
        ordering = ("directive", "number")
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
