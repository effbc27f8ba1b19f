"""What is stored of what we say to people? One row a message, written with the change it tells of."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.messages.late_links import MESSAGE, late_link
from motcua.foundation.people.rules import mask_email, mask_phone
from motcua.foundation.ui.each_language import Said, SaidField
from motcua.foundation.units.models import Unit


class Channel(models.TextChoices):
    """By which way a message goes."""

    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    INBOX = "inbox", _("Trên trang tra cứu")


class State(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Chưa gửi được, sẽ gửi lại")
    GIVEN_UP = "given_up", _("Không gửi được")
    NOT_CONFIGURED = "not_configured", _("Kênh gửi chưa được thiết lập")
    DEMO = "demo", _("Bản dùng thử: không gửi ra ngoài")


UNSENT = (State.QUEUED, State.FAILED)
NEEDS_A_PERSON = (State.GIVEN_UP, State.NOT_CONFIGURED)


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    """Messages by meaning."""

    def unsent(self) -> OutboxQuerySet:
        """Return the messages that the worker still has to hand over."""
        return self.filter(state__in=UNSENT)

    def in_trouble(self) -> OutboxQuerySet:
        """Return the messages that were refused at least once and are not delivered."""
        return self.filter(state__in=(State.FAILED, *NEEDS_A_PERSON))

    def of_units(self, unit_ids: frozenset[int]) -> OutboxQuerySet:
        """Return the messages of these units."""
        return self.filter(unit_id__in=unit_ids)

    def about(self, target: tuple[str, str]) -> OutboxQuerySet:
        """Return the messages about one thing, such as ("dossier", "123"), oldest first."""
        return self.filter(about_type=target[0], about_id=target[1]).order_by("pk")


class OutboxMessage(models.Model):
    """A message to one person by one channel.

    `reference` goes out with it (Message-ID, Idempotency-Key): whoever gets the same message twice can tell. `once`
    is a key of the sender; a second message with the same key is not written. `link_kind` and `link_given` say which
    address goes out behind the body: see `late_links`. What staff read on a page is kept in each language beside what
    left in one; a citizen's message has only the one. `path` leads staff from the notice to what it is about.
    """

    reference = models.UUIDField(default=uuid4, unique=True, editable=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField()
    subject_said = SaidField(default=Said, blank=True)
    body_said = SaidField(default=Said, blank=True)
    path = models.CharField(max_length=200, blank=True, db_default="")
    link_kind = models.CharField(max_length=20, blank=True)
    link_given: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="vi")
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    last_error = models.CharField(max_length=500, blank=True)
    sent_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    once: models.CharField[str | None, str | None] = models.CharField(
        max_length=200, null=True, blank=True, unique=True
    )

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | ~Q(state=State.SENT) & Q(sent_at__isnull=True),
                name="outbox_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNSENT, next_attempt_at__isnull=False)
                | ~Q(state__in=UNSENT) & Q(next_attempt_at__isnull=True),
                name="outbox_unsent_has_a_next_time",
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="outbox_about"),
            models.Index(fields=["next_attempt_at"], condition=Q(state__in=UNSENT), name="outbox_unsent"),
            models.Index(
                fields=["unit", "-id"],
                condition=Q(state__in=(State.FAILED, *NEEDS_A_PERSON)),
                name="outbox_in_trouble",
            ),
            # the notices of one member of staff; a citizen's are found by what they are about
            models.Index(fields=["to", "-id"], condition=Q(channel=Channel.INBOX), name="outbox_box"),
            # how many people a unit has sent a late link since a day
            models.Index(
                fields=["link_kind", "unit", "created_at"], condition=~Q(link_kind=""), name="outbox_late_links"
            ),
        ]

    @property
    def said(self) -> str:
        """The text as it leaves, with the address or code that is kept nowhere."""
        if not self.link_kind:
            return self.body
        given = {**self.link_given, MESSAGE: str(self.reference)}
        return f"{self.body} {late_link(self.link_kind, given, self.created_at)}".strip()

    @property
    def subject_here(self) -> str:
        """The subject for whoever reads it on a page."""
        return str(self.subject_said) or self.subject

    @property
    def body_here(self) -> str:
        """The text for whoever reads it on a page."""
        return str(self.body_said) or self.body

    @property
    def masked_to(self) -> str:
        """The address as lists show it: whoever needs the whole one works on the matter the message is about."""
        return mask_email(self.to) if self.channel == Channel.EMAIL else mask_phone(self.to)

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(State(self.state).label)

    @property
    def channel_name(self) -> str:
        """The channel in words."""
        return str(Channel(self.channel).label)
