"""What is stored of a model (initiative): what it is, whose it is, where it stands, and every turn of its life."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.forms.definition import Text
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.access import WATCHERS


class InitiativeState(models.TextChoices):
    """Where a model stands."""

    PROPOSED = "proposed", _("Đề xuất")
    ASSESSED = "assessed", _("Đã đánh giá")
    RECOGNISED = "recognised", _("Được công nhận")
    TO_REPLICATE = "to_replicate", _("Cần nhân rộng")
    RETIRED = "retired", _("Ngừng áp dụng")


UNDECIDED = (InitiativeState.PROPOSED, InitiativeState.ASSESSED)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Models by meaning."""

    def visible_to(self, roles: RoleSet) -> InitiativeQuerySet:
        """Return what staff with these roles may read: whatever was once recognised, and proposals of their units.

        A proposal is read where it comes from and where it is judged, until it is recognised.
        """
        units = roles.unit_ids(*WATCHERS)
        return self.filter(
            ~Q(state__in=UNDECIDED) & ~Q(recognised_by="") | Q(origin_unit__in=units) | Q(keeper__in=units)
        )

    def public(self) -> InitiativeQuerySet:
        """Return the models that everybody may read about: recognised ones, and those to be replicated."""
        return self.filter(state__in=(InitiativeState.RECOGNISED, InitiativeState.TO_REPLICATE))


class Initiative(models.Model):
    """A reform model. `code` is its short name ("R2"); the state is a projection of its events.

    `origin_unit` invented it; `keeper` is the authority in whose register it stands and whose coordinator judges it
    (the inventor may be of another district). `service` is the code of the service of this platform that carries it,
    "" when it is carried by people alone. `cost` in đồng, None when nobody has said. `recognised_by` names the decision
    or document.
    """

    code = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    origin_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="initiatives")
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    recognised_by = models.CharField(max_length=400, blank=True)
    evidence = models.TextField(blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    service = models.CharField(max_length=40, blank=True)
    targets = models.ManyToManyField(Unit, related_name="+", blank=True)
    state = models.CharField(max_length=20, choices=InitiativeState.choices, default=InitiativeState.PROPOSED)
    proposed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    search_key = models.CharField(max_length=1000, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="initiatives_code_and_title"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="initiatives_cost"),
            models.CheckConstraint(condition=Q(state__in=InitiativeState.values), name="initiatives_state"),
            models.CheckConstraint(
                condition=~Q(recognised_by="")
                | ~Q(state__in=(InitiativeState.RECOGNISED, InitiativeState.TO_REPLICATE)),
                name="initiatives_recognised_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title_here(self) -> str:
        """Return the title in the active language; a model without an English one keeps its Vietnamese."""
        return Text(vi=self.title, en=self.title_en).here()


class InitiativePerson(models.Model):
    """Somebody who made the model: a name, and what they did."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="initiatives_person_has_a_name"),
            models.UniqueConstraint(fields=["initiative", "name"], name="initiatives_person_once"),
        ]


class InitiativeEvent(models.Model):
    """One turn in the life of a model; all of them in order give its state. `seq` equals the version afterwards."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    from_state = models.CharField(max_length=20, choices=InitiativeState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=InitiativeState.choices)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("initiative", "seq")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "seq"], name="initiatives_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="initiatives_event_seq"),
            models.CheckConstraint(condition=Q(to_state__in=InitiativeState.values), name="initiatives_event_state"),
        ]
        triggers = append_only()


class Conclusion(models.TextChoices):
    """What whoever assessed a model concludes."""

    RECOMMENDED = "recommended", _("Đề nghị công nhận")
    TO_IMPROVE = "to_improve", _("Đề nghị hoàn thiện thêm")
    NOT_RECOMMENDED = "not_recommended", _("Không đề nghị công nhận")


class Assessment(models.Model):
    """A filled-in assessment form. A second look is a second form; nothing written is changed.

    `document` names the criteria it was judged by, as they were then.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="assessments")
    at = models.DateTimeField()
    assessor_name = models.CharField(max_length=200)
    assessor = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField(max_length=20, choices=Conclusion.choices)
    words = models.TextField()
    criteria_document = models.CharField(max_length=300)
    total = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(conclusion__in=Conclusion.values), name="initiatives_conclusion"),
            models.CheckConstraint(condition=Q(total__lte=models.F("highest")), name="initiatives_total_in_range"),
            models.CheckConstraint(condition=~Q(words=""), name="initiatives_assessment_says_something"),
        ]
        triggers = append_only()


class AssessmentScore(models.Model):
    """The points of one criterion, out of how many, and the words that explain them."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    points = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="initiatives_criterion_once"),
            models.CheckConstraint(condition=Q(points__lte=models.F("highest")), name="initiatives_points_in_range"),
        ]
        triggers = append_only()
