"""What is stored of the platform's own work? How many requests were answered."""

from django.db import models
from django.db.models import Q


class RequestCount(models.Model):
    """How many requests of a kind of page were answered with a status, and the seconds this took in all."""

    route = models.CharField(max_length=20)
    status = models.PositiveSmallIntegerField()
    count = models.PositiveBigIntegerField()
    seconds = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["route", "status"], name="health_requests_once"),
            models.CheckConstraint(condition=Q(count__gte=1, seconds__gte=0), name="health_requests_counted"),
        ]
