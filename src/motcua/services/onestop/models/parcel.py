"""What is stored of results on their way: teams, trips, the parcel of each dossier, what happened to it."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.services.onestop.delivery.states import ParcelAction, ParcelState
from motcua.services.onestop.happened import DELIVERED
from motcua.services.onestop.models.dossier import Dossier

# whoever reads dossiers reads what became of their results
KEEPERS = (Role.RECEPTIONIST, Role.LEADER, Role.CLERK, Role.AUDITOR)


class Way(models.TextChoices):
    """How a result is carried."""

    HOME = "home", _("Tổ tình nguyện giao tại nhà")
    POST = "post", _("Bưu chính công ích")


class DeliveryTeam(models.Model):
    """Volunteers who carry results for a unit; `association` is who sent them, such as Hội Phụ nữ."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    association = models.CharField(max_length=120, blank=True)
    members = models.ManyToManyField(Staff, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="onestop_team_once"),
            models.CheckConstraint(condition=~Q(name=""), name="onestop_team_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TripQuerySet(models.QuerySet["DeliveryTrip"]):
    """Trips by meaning."""

    def visible_to(self, roles: RoleSet) -> TripQuerySet:
        """Return the trips of the units whose results one keeps, and those of one's own team until they are settled."""
        own = Q(team__members=roles.staff_id, settled_at__isnull=True, unit__in=roles.unit_ids(Role.VOLUNTEER))
        return self.filter(Q(unit__in=roles.unit_ids(*KEEPERS)) | own).distinct()


class DeliveryTrip(models.Model):
    """One round of a team on one day. `carrier` answers for the parcels and the cash until it is settled."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(DeliveryTeam, on_delete=models.PROTECT, related_name="trips")
    carrier = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = TripQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-id")
        constraints = [
            # whoever still has the last round's cash takes no new parcels
            models.UniqueConstraint(
                fields=["carrier"], condition=Q(settled_at__isnull=True), name="onestop_one_open_trip"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(settled_at__gte=F("started_at")), name="onestop_trip_forward"
            ),
        ]


class TripSettlement(models.Model):
    """The cash of a trip, handed in at the counter, in đồng: `expected` was taken at the doors, `handed` is there."""

    trip = models.OneToOneField(DeliveryTrip, on_delete=models.PROTECT, related_name="settlement")
    expected = models.PositiveIntegerField()
    handed = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed=F("expected")) | ~Q(note=""), name="onestop_settlement_explains_difference"
            )
        ]
        triggers = append_only()


class ParcelQuerySet(models.QuerySet["Parcel"]):
    """Parcels by meaning."""

    def visible_to(self, roles: RoleSet) -> ParcelQuerySet:
        """Return the parcels of the units whose results one keeps, and those on an open trip of one's own team."""
        own = Q(
            trip__team__members=roles.staff_id,
            trip__settled_at__isnull=True,
            trip__unit__in=roles.unit_ids(Role.VOLUNTEER),
        )
        return self.filter(Q(dossier__receiving_unit__in=roles.unit_ids(*KEEPERS)) | own).distinct()


class Parcel(models.Model):
    """The result of one dossier on its way: to whom, where, what is to be taken there, and where it is now.

    Whoever carries it sees these fields and nothing of the dossier. `fee` is what was owed for the dossier when it was
    last handed to a team, in đồng: what the sheet says; at the door it is looked at again. `tries` counts how often
    nobody was at home. `trip` is the last one that carried it. Written by `change_parcel` alone.
    """

    uid: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="parcel")
    way = models.CharField(max_length=6, choices=Way.choices)
    state = models.CharField(max_length=12, choices=ParcelState.choices)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=250, blank=True)
    fee = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    trip = models.ForeignKey(DeliveryTrip, null=True, blank=True, on_delete=models.PROTECT, related_name="parcels")
    tracking = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ParcelState.values), name="onestop_parcel_state"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="onestop_parcel_way"),
            models.CheckConstraint(
                condition=~Q(state__in=[ParcelState.ON_THE_WAY, ParcelState.NOT_AT_HOME], trip__isnull=True),
                name="onestop_parcel_carried_on_a_trip",
            ),
            models.CheckConstraint(
                condition=~Q(state=ParcelState.ON_THE_WAY, street=""), name="onestop_parcel_carried_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(state=ParcelState.POSTED, tracking=""), name="onestop_parcel_posted_with_number"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="onestop_parcel_state_next")]

    def __str__(self) -> str:
        return str(self.uid)


class ParcelEvent(models.Model):
    """One thing that happened to a parcel. `fee_taken` in đồng, at the door; `note` is what people wrote.

    `fee` is what was to be taken when it was handed to a team, in đồng; None for anything else, and before it was kept.
    """

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=ParcelAction.choices)
    to_state = models.CharField(max_length=12, choices=ParcelState.choices)
    trip = models.ForeignKey(DeliveryTrip, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    fee = models.PositiveIntegerField(null=True, blank=True)
    fee_taken = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    actor_staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("parcel", "seq")
        constraints = [
            models.UniqueConstraint(fields=["parcel", "seq"], name="onestop_parcel_event_once"),
            models.CheckConstraint(
                condition=Q(fee_taken=0) | Q(kind=ParcelAction.HAND_OVER), name="onestop_fee_taken_at_the_door"
            ),
        ]
        triggers = append_only()

    @property
    def happened(self) -> str:
        """What happened, in words."""
        return str(DELIVERED[ParcelAction(self.kind)])
