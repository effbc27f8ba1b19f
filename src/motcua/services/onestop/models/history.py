"""What is stored of what happened: events that can only be added, pauses of the clock, the hand-over of the result."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.audit.actor import ActorKind
from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.models import Staff, Unit
from motcua.services.onestop.happened import HAPPENED
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.states import Action, State


class DossierEvent(models.Model):
    """One thing that happened to a dossier. All of them in order give its state (`replay`).

    `seq` counts from 1 without a gap and equals the dossier's version afterwards. `payload["sets"]` holds what the
    event changed of the projection; the rest of the payload is what people read. `public` events are shown at the
    look-up, by their kind, step and office: no name of a person is ever taken from here to a public page.
    """

    # no index of its own: that of `dossier` and `seq` begins with it
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=24, choices=Action.choices)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=200, blank=True)
    # the platform and citizens do more than half of it, and nobody asks for those
    actor_staff = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    from_state = models.CharField(max_length=24, choices=State.choices, blank=True)
    to_state = models.CharField(max_length=24, choices=State.choices)
    step = models.CharField(max_length=40, blank=True)
    office_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    public = models.BooleanField()
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("dossier", "seq")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="onestop_event_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="onestop_event_seq"),
            models.CheckConstraint(condition=Q(kind__in=Action.values), name="onestop_event_kind"),
            models.CheckConstraint(condition=Q(to_state__in=State.values), name="onestop_event_state"),
            models.CheckConstraint(
                condition=Q(seq=1, from_state="", kind=Action.SUBMIT)
                | (Q(seq__gt=1) & ~Q(from_state="") & ~Q(kind=Action.SUBMIT)),
                name="onestop_event_begins_with_filing",
            ),
            models.UniqueConstraint(fields=["dossier"], condition=Q(kind=Action.EXTEND), name="onestop_extended_once"),
            # `waiver` is the number of the event that allows it, 0 for the first: each allows one
            models.UniqueConstraint(
                F("dossier"), KT("payload__waiver"), condition=Q(kind=Action.APOLOGISE), name="onestop_delayed_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Action.APOLOGISE) | Q(payload__has_key="waiver"),
                name="onestop_delay_names_its_waiver",
            ),
        ]
        # what happened in a span of days, what somebody did, and the few dossiers that a successor took over
        indexes = [
            models.Index(fields=["at"], name="onestop_event_at"),
            models.Index(fields=["actor_staff"], condition=Q(actor_staff__isnull=False), name="onestop_event_by_staff"),
            models.Index(fields=["dossier"], condition=Q(kind=Action.MOVE_UNIT), name="onestop_event_moved"),
        ]
        triggers = append_only()

    @property
    def actor_here(self) -> str:
        """Return who did it, for staff: the platform itself, and a citizen, have no name here."""
        if self.actor_kind == ActorKind.SYSTEM:
            return gettext("Hệ thống")
        return self.actor_name or gettext("Người nộp hồ sơ")

    @property
    def happened(self) -> str:
        """What happened, in words; of a pause with its cause."""
        done = str(HAPPENED[Action(self.kind)])
        if self.kind != Action.PAUSE:
            return done
        return f"{done}: {PauseCause(self.payload['cause']).label.lower()}"


class PauseCause(models.TextChoices):
    """Why the clock stands still."""

    SUPPLEMENT = "supplement", _("Chờ bổ sung hồ sơ")
    PAYMENT = "payment", _("Chờ thực hiện nghĩa vụ tài chính")
    POSTING = "posting", _("Niêm yết công khai")
    OTHER_AGENCY = "other_agency", _("Chờ cơ quan khác")
    FORCE_MAJEURE = "force_majeure", _("Sự kiện bất khả kháng")


CAUSES = {Action.REQUEST_SUPPLEMENT: PauseCause.SUPPLEMENT, Action.REQUEST_PAYMENT: PauseCause.PAYMENT}


class Pause(models.Model):
    """A span in which the clock of an accepted dossier stands still."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="pauses")
    cause = models.CharField(max_length=16, choices=PauseCause.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("started_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at__isnull=True), name="onestop_one_open_pause"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="onestop_pause_forward"
            ),
            models.CheckConstraint(condition=Q(cause__in=PauseCause.values), name="onestop_pause_cause"),
        ]
        triggers = [
            pgtrigger.Protect(name="pause_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="pause_is_only_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_at"]),
            ),
        ]


class Relation(models.TextChoices):
    """Who takes the result."""

    SELF = "self", _("Người nộp hồ sơ")
    AUTHORISED = "authorised", _("Người được ủy quyền")
    RELATIVE = "relative", _("Người thân")
    POST = "post", _("Nhân viên bưu chính")


class IdentityCheck(models.TextChoices):
    """How it was made sure that the right person takes it."""

    IDENTITY_CARD = "identity_card", _("Đối chiếu giấy tờ tùy thân")
    RECEIPT = "receipt", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    AUTHORISATION = "authorisation", _("Giấy ủy quyền và giấy tờ tùy thân")
    LOOK_UP = "look_up", _("Số giấy tờ tùy thân nhập ở trang tra cứu")
    DOOR_CODE = "door_code", _("Mã nhận kết quả đọc tại nhà")
    POST_SLIP = "post_slip", _("Phiếu báo phát của bưu chính")


# what a member of staff may have seen at the counter
SEEN_AT_COUNTER = (IdentityCheck.IDENTITY_CARD, IdentityCheck.RECEIPT, IdentityCheck.AUTHORISATION)


class Delivery(models.Model):
    """That the result was handed over: to whom, how they were known, and their signature, drawn or on paper.

    `sheet` is a scan of the paper they signed, when somebody made one. `is_download`: the applicant fetched the file at
    the look-up; nobody signed and nobody handed it over (`by` is None).
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="delivery")
    receiver_name = models.CharField(max_length=200)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    identity_check = models.CharField(max_length=16, choices=IdentityCheck.choices)
    signature = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_on_paper = models.BooleanField(default=False)
    sheet = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_download = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_download=False, by__isnull=False, signature__isnull=False, signed_on_paper=False)
                | Q(is_download=False, by__isnull=False, signature__isnull=True, signed_on_paper=True)
                | Q(is_download=True, by__isnull=True, signature__isnull=True, signed_on_paper=False),
                name="onestop_delivery_signed_one_way",
            ),
            models.CheckConstraint(
                condition=Q(sheet__isnull=True) | Q(signed_on_paper=True), name="onestop_delivery_sheet_is_of_paper"
            ),
            models.CheckConstraint(condition=~Q(receiver_name=""), name="onestop_delivery_receiver"),
        ]
        triggers = append_only()
