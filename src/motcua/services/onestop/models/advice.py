"""What is stored of advice near people's homes (model D2)? When and where a team sits, who serves, how many came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.foundation.units.models import Staff, Unit
from motcua.services.onestop.models.helping import AdvisoryTeam

MOST_ADVISED = 2000  # people in a morning: more is a slip of the finger


class AdviceSession(models.Model):
    """A team sits at a place on a day from `opens` to `closes`; `serving` are the members on duty.

    It may be a Sunday or an evening: who advises receives nothing, so no legal clock runs. `unit` is the team's on that
    day, `advised` how many people came, written down afterwards. What was announced and does not take place stays, with
    the reason.
    """

    team = models.ForeignKey(AdvisoryTeam, on_delete=models.PROTECT, related_name="sessions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    place = models.CharField(max_length=200)
    serving: models.ManyToManyField[Staff, models.Model] = models.ManyToManyField(Staff, related_name="+")
    advised = models.PositiveIntegerField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("day", "opens", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "day", "opens"],
                condition=Q(cancelled_at__isnull=True),
                name="onestop_advice_session_once",
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="onestop_advice_session_lasts"),
            models.CheckConstraint(condition=~Q(place=""), name="onestop_advice_session_place"),
            models.CheckConstraint(
                condition=Q(advised__isnull=True, noted_at__isnull=True)
                | Q(advised__lte=MOST_ADVISED, noted_at__isnull=False, cancelled_at__isnull=True),
                name="onestop_advice_session_advised",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, reason="") | (Q(cancelled_at__isnull=False) & ~Q(reason="")),
                name="onestop_advice_session_cancelled_why",
            ),
        ]
        indexes = [
            models.Index(fields=["day", "opens"], name="onestop_advice_session_day"),
            models.Index(fields=["noted_at"], name="onestop_advice_session_noted"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.place}"
