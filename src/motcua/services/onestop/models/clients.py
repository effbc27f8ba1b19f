"""What is stored of programs that file, of submissions that must not happen twice, and of look-ups?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.foundation.units.models import Unit
from motcua.services.onestop.models.dossier import Dossier


class ApiClient(models.Model):
    """A program that may file dossiers; its key is stored as a hash."""

    name = models.CharField(max_length=120, unique=True)
    key_hash = models.BinaryField(max_length=32, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SubmissionKey(models.Model):
    """That a request with this key has made a dossier: the same request again finds it instead of making another.

    `scope` is the program ("api:7") or the counter ("counter:12", a member of staff) that chose the key.
    """

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="onestop_submission_key_once"),
            models.CheckConstraint(condition=~Q(scope="") & ~Q(key=""), name="onestop_submission_key_given"),
        ]


class LookupAttempt(models.Model):
    """How often somebody guessed in a window of time: codes that do not exist, or the number of an applicant.

    Whose guesses they are (a visitor's address, a dossier) is kept as a keyed hash.
    """

    address_hash = models.BinaryField(max_length=32)
    window = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "window"], name="onestop_attempts_once"),
        ]


class LookUpCount(models.Model):
    """How often the dossiers that a unit received were looked up on a Vietnamese day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    count = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="onestop_look_ups_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="onestop_look_ups_counted"),
        ]
