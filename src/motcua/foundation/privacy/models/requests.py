"""What is stored of what a person asks about their own data?"""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.people.models import Person
from motcua.foundation.privacy.access import READERS
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit


class RequestKind(models.TextChoices):
    """What is asked."""

    ACCESS = "access", _("Xem, nhận bản sao dữ liệu của mình")
    CORRECTION = "correction", _("Sửa dữ liệu chưa đúng")
    WITHDRAWAL = "withdrawal", _("Rút lại sự đồng ý")
    OBJECTION = "objection", _("Phản đối, hạn chế xử lý hoặc xóa dữ liệu")


class Channel(models.TextChoices):
    """How it came."""

    COUNTER = "counter", _("Tại quầy")
    ONLINE = "online", _("Trực tuyến, ở trang tra cứu hồ sơ")


class IdentityProof(models.TextChoices):
    """How it was made sure that the person asks, and nobody else."""

    IDENTITY_CARD = "identity_card", _("Đối chiếu giấy tờ tùy thân")
    AUTHORISATION = "authorisation", _("Giấy ủy quyền và giấy tờ tùy thân")
    LOOK_UP = "look_up", _("Mã tra cứu và số giấy tờ tùy thân")
    NUMBER_ALONE = "number_alone", _("Chưa đối chiếu: số giấy tờ do người nộp trên mạng tự khai")


class Outcome(models.TextChoices):
    """How it was answered."""

    GRANTED = "granted", _("Đã thực hiện")
    PARTLY = "partly", _("Thực hiện một phần")
    REFUSED = "refused", _("Không thực hiện")


class SubjectRequestQuerySet(models.QuerySet["SubjectRequest"]):
    """Requests by meaning."""

    def visible_to(self, roles: RoleSet) -> SubjectRequestQuerySet:
        """Return the requests of units where a role reads them."""
        return self.filter(unit__in=roles.unit_ids(*READERS))

    def waiting(self) -> SubjectRequestQuerySet:
        """Return the requests without an answer."""
        return self.filter(answered_at__isnull=True)


class SubjectRequest(models.Model):
    """One request of a person about their data, and the answer.

    `due_at` follows from the limit in force when it came, whose source is kept beside it. A granted request for
    access can be downloaded once until `download_until`: by whoever holds the code (kept as a hash) and knows the
    number, or at the look-up of the dossier it was `sent_from`, if somebody saw who filed that.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    proof = models.CharField(max_length=16, choices=IdentityProof.choices)
    sent_from = models.CharField(max_length=60, blank=True)  # online: the code of the dossier at whose look-up
    text = models.CharField(max_length=2000, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    document = models.CharField(max_length=200)
    article = models.CharField(max_length=100, blank=True)
    verified = models.BooleanField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code_hash: models.BinaryField[bytes | None, bytes | None] = models.BinaryField(
        null=True, max_length=32, unique=True
    )
    wrong_numbers = models.PositiveSmallIntegerField(default=0)
    download_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    downloaded_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    # its time was over and two people said so: whose it was and what was said is gone
    destroyed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="privacy_request_kind"),
            models.UniqueConstraint(
                fields=["person", "unit", "kind", "sent_from"],
                condition=Q(answered_at__isnull=True),
                name="privacy_one_waiting_request",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="privacy_request_has_a_source"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="", answer="")
                | Q(answered_at__gte=F("received_at"), answered_by__isnull=False, outcome__in=Outcome.values)
                & ~Q(answer=""),
                name="privacy_request_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.COUNTER, received_by__isnull=False, sent_from="")
                | Q(
                    channel=Channel.ONLINE,
                    received_by__isnull=True,
                    proof__in=(IdentityProof.LOOK_UP, IdentityProof.NUMBER_ALONE),
                ),
                name="privacy_request_received_by",
            ),
            models.CheckConstraint(
                condition=Q(downloaded_at__isnull=True) | Q(downloaded_at__lte=F("download_until")),
                name="privacy_downloaded_in_time",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True)
                | Q(destroyed_at__gte=F("answered_at"), text="", code_hash__isnull=True),
                name="privacy_request_destroyed_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at", "id"], name="privacy_requests_due", condition=Q(answered_at__isnull=True)
            ),
            models.Index(fields=["unit", "-answered_at"], name="privacy_requests_answered"),
        ]
        triggers = [
            pgtrigger.Protect(name="request_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="as_asked",
                fields=["person", "unit", "kind", "channel", "proof", "sent_from", "text", "received_at", "due_at"],
            ),
        ]

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer."""
        return self.answered_at is not None

    @property
    def number(self) -> str:
        """Return what the request is called."""
        return f"{self.pk}/YCDL"

    @property
    def is_taken_by_code(self) -> bool:
        """Tell whether the export is given to a person whose paper somebody sees, by a code.

        What was sent before dossiers were noted is: at a look-up nobody could tell by whom.
        """
        return self.proof != IdentityProof.LOOK_UP or not self.sent_from

    def is_late(self, now: datetime) -> bool:
        """Tell whether the answer came, or still has not come, after the due time."""
        return (self.answered_at or now) > self.due_at

    def can_be_downloaded(self, now: datetime) -> bool:
        """Tell whether the export may be taken now: granted, in its term, and not taken before."""
        return self.downloaded_at is None and self.download_until is not None and now <= self.download_until
