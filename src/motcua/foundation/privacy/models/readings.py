"""What is stored of who read a person's record?"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.read_words import read_words
from motcua.foundation.units.models import Staff


class ReadingKind(models.TextChoices):
    """What was read."""

    PAGE = "page", _("Xem hồ sơ")
    FILE = "file", _("Mở tệp giấy tờ")
    LETTER = "letter", _("Mở văn bản")
    SHOWN = "shown", _("Hiện đầy đủ thông tin được che")


class Reading(models.Model):
    """That a member of staff read something about a person: who, whom, when, what, and why.

    One insert a page and nothing else: no chain, no lock. The row stays when the person's record is destroyed, so no
    constraint ties it to that record. `in_full`: nothing was masked. `reason` is typed for `SHOWN`; for the rest the
    thing that was worked on, `about`, is the reason.
    """

    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=10, choices=ReadingKind.choices)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=100)
    in_full = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReadingKind.values), name="privacy_reading_kind"),
            models.CheckConstraint(
                condition=~Q(kind=ReadingKind.SHOWN) | ~Q(reason="") & Q(in_full=True),
                name="privacy_shown_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="privacy_readings_of_person"),
            models.Index(
                fields=["staff", "about_type", "about_id", "-at"],
                condition=Q(kind=ReadingKind.SHOWN),
                name="privacy_shown_to",
            ),
        ]
        triggers = append_only()

    @property
    def done(self) -> str:
        """What was done, in words: the page of a request is no dossier."""
        words = read_words(self.about_type).done if self.kind == ReadingKind.PAGE else ReadingKind(self.kind).label
        return str(words)

    @property
    def why(self) -> str:
        """The reason that was written, else what the thing is read for."""
        return self.reason or str(read_words(self.about_type).why)
