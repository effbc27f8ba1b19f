"""What is stored of a study of effect? What was asked, over which units and months, and the answer as it came out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit, UnitVersion
from motcua.replication.access import WATCHERS
from motcua.replication.effects.rules import is_unclear
from motcua.replication.initiatives.models import Initiative


class EffectStudyQuerySet(models.QuerySet["EffectStudy"]):
    """Studies by meaning."""

    def visible_to(self, roles: RoleSet) -> EffectStudyQuerySet:
        """Return the studies of the authorities one watches over, and of the authority right above one's unit.

        Who was compared may read the answer: it holds means of many units, and nothing about citizens.
        """
        watched = roles.unit_ids(*WATCHERS)
        above = UnitVersion.objects.filter(unit__in=watched, parent__isnull=False).values("parent")
        return self.filter(Q(authority__in=watched) | Q(authority__in=above))


class EffectStudy(models.Model):
    """One answer to "what did this model change of this measure in the units below this authority?".

    `first_month` and `last_month` are first days of months, both included. `answer` is `estimate.Answer` as JSON.
    """

    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="effect_studies")
    service = models.CharField(max_length=40)
    measure = models.CharField(max_length=60)
    first_month = models.DateField()
    last_month = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    answer: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    objects = EffectStudyQuerySet.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__day=1, last_month__day=1, last_month__gte=F("first_month")),
                name="effects_whole_months",
            )
        ]
        triggers = append_only()

    @property
    def is_unclear(self) -> bool:
        """Tell whether no change is among what the answer holds possible."""
        overall = self.answer.get("overall")
        return overall is not None and is_unclear(overall["low"], overall["high"])
