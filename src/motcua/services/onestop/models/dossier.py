"""What is stored of a dossier? One row whose state and moments are projections of its events, and its papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, When
from django.db.models.functions import Greatest, Right
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.definition import Text
from motcua.foundation.people.models import LONGEST_NAME, NAME_WORDS, Person
from motcua.foundation.registers.models import BookEntry
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.worktime.months import Month
from motcua.services.onestop.models.channels import Channel, Outcome, ResultBy
from motcua.services.onestop.models.procedure import Procedure, ProcedureVersion
from motcua.services.onestop.states import (
    ALWAYS_ACCEPTED,
    CLOSED,
    DONE,
    FINISHED,
    NEVER_ACCEPTED,
    PAUSED,
    RUNNING,
    UNPROMISED,
    State,
)
from motcua.services.onestop.tokens import grouped, look_up_address, token_of

# administrators keep the machine and volunteers advise: neither reads what citizens hand in
READERS = (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER, Role.CLERK, Role.AUDITOR)


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers by meaning."""

    def visible_to(self, roles: RoleSet) -> DossierQuerySet:
        """Return the dossiers received or decided where one works; whoever else asks finds nothing."""
        units = roles.unit_ids(*READERS)
        return self.filter(Q(receiving_unit__in=units) | Q(deciding_unit__in=units))


class Dossier(models.Model):
    """One dossier, pinned to the procedure version it was filed under.

    `office_unit` is where it lies now. `next_due_at` is what it is sorted by: the due time of the answer before it is
    accepted, of the result afterwards: the one due time people are told. `law_due_at` follows from the law, `due_at`
    from the authority's commitment when there is one (never later than the law): lateness is counted against these two.
    `rescheduled_to` is the new date of a signed apology: told from then on, it makes nothing less late. `objected_at`
    is since when the person somebody filed for says they never agreed. `amber_at` and `red_at` are when half and four
    fifths of the step, or whole, are used. `change_state` and `move_due_times` write `state` to `version`.
    """

    code = models.CharField(max_length=60)  # unique by a constraint: the field's own would add an index for LIKE
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="dossiers")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    helper: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(
        default=dict, blank=True, help_text=_("Người nộp thay: họ tên, số điện thoại, quan hệ")
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="vi")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    result_by = models.CharField(max_length=10, choices=ResultBy.choices, default=ResultBy.COUNTER)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    # as whoever handed it in wrote it: elsewhere, or later, the person may be called otherwise
    declared_name = models.CharField(max_length=LONGEST_NAME, db_default="", editable=False)
    search_key = models.CharField(max_length=250, editable=False)
    book_entry = models.OneToOneField(
        BookEntry, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    state = models.CharField(max_length=24, choices=State.choices)
    step = models.CharField(max_length=40, blank=True)
    receiving_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    deciding_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    office_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    filed_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    # counting again needs of each history the limits accepted under, and when each step was first entered
    limits: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    steps_begun: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(
        default=dict, db_default={}, blank=True
    )
    law_due_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    rescheduled_to = models.DateTimeField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    apology_drafted_at = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    step_due_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField()
    amber_at = models.DateTimeField()
    red_at = models.DateTimeField()
    paused_since = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    # its time was over and two people said so: what it told of people is gone
    destroyed_at = models.DateTimeField(null=True, blank=True)
    # what nobody has to hurry for: the clock stands still, or the work is done; lists end with these
    is_resting = models.GeneratedField(
        expression=ExpressionWrapper(~Q(state__in=sorted(RUNNING)), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # what lists are sorted by first; no index holds more of a due time: what moves within its month is written in place
    due_order = models.GeneratedField(
        expression=Case(When(state__in=sorted(RUNNING), then=Month(F("next_due_at"))), default=F("next_due_at")),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="onestop_code_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="onestop_state_in_table"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False, state__in=sorted(CLOSED))
                | (Q(closed_at__isnull=True) & ~Q(state__in=sorted(CLOSED))),
                name="onestop_closed_when_state_says",
            ),
            models.CheckConstraint(
                condition=Q(paused_since__isnull=False, state__in=sorted(PAUSED))
                | (Q(paused_since__isnull=True) & ~Q(state__in=sorted(PAUSED))),
                name="onestop_paused_when_state_says",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, due_at__isnull=True, law_due_at__isnull=True, step="")
                | (Q(accepted_at__isnull=False, due_at__isnull=False, law_due_at__isnull=False) & ~Q(step="")),
                name="onestop_due_when_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(NEVER_ACCEPTED), accepted_at__isnull=False),
                name="onestop_state_before_acceptance",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ALWAYS_ACCEPTED), accepted_at__isnull=True),
                name="onestop_state_after_acceptance",
            ),
            models.CheckConstraint(
                condition=(Q(finished_at__isnull=True, outcome="") & ~Q(state__in=sorted(FINISHED)))
                | Q(finished_at__isnull=False, outcome__in=Outcome.values, state__in=sorted(FINISHED)),
                name="onestop_outcome_when_finished",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__lte=F("law_due_at")), name="onestop_due_within_the_law"
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(next_due_at=Greatest("due_at", "rescheduled_to")),
                name="onestop_one_due_time",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False)
                | Q(rescheduled_to__isnull=True, extended_at__isnull=True, apology_drafted_at__isnull=True),
                name="onestop_only_what_is_accepted_is_delayed",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, limits__isnull=True)
                | Q(accepted_at__isnull=False, limits__isnull=False),
                name="onestop_accepted_under_limits",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("filed_at")),
                name="onestop_accepted_after_filed",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(closed_at__isnull=False, destroyed_at__gte=F("closed_at")),
                name="onestop_destroyed_when_closed",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="onestop_dossier_has_code"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="onestop_channel"),
            models.CheckConstraint(condition=Q(version__gte=1), name="onestop_dossier_version"),
        ]
        indexes = [
            # the work list, next due first, in two parts, what runs and what rests
            models.Index(fields=["due_order"], condition=Q(is_resting=False), name="onestop_running_order"),
            models.Index(
                fields=["due_order", "id"],
                condition=Q(is_resting=True, closed_at__isnull=True),
                name="onestop_resting_order",
            ),
            *(
                models.Index(fields=[whose, "due_order"], condition=Q(is_resting=False), name=name)
                for whose, name in (
                    ("receiving_unit", "onestop_order_received"),
                    ("deciding_unit", "onestop_order_decided"),
                    ("holder", "onestop_order_held"),
                )
            ),
            # what is open where, and in whose hands
            models.Index(
                fields=["office_unit", "holder"], condition=Q(closed_at__isnull=True), name="onestop_open_at_office"
            ),
            # the lists of one state, and of what is done, newest first
            *(
                models.Index(fields=["state", "due_order", "id"], condition=Q(is_resting=rests), name=name)
                for rests, name in ((False, "onestop_state_running"), (True, "onestop_state_resting"))
            ),
            models.Index(fields=["-due_order", "-id"], condition=Q(state__in=sorted(DONE)), name="onestop_done_order"),
            # figures of a period, and of a unit and period
            models.Index(fields=["filed_at"], name="onestop_filed_at"),
            models.Index(fields=["finished_at"], condition=Q(finished_at__isnull=False), name="onestop_finished_at"),
            models.Index(fields=["deciding_unit", "accepted_at"], name="onestop_accepted"),
            models.Index(
                fields=["deciding_unit", "finished_at"], condition=Q(finished_at__isnull=False), name="onestop_finished"
            ),
            models.Index(fields=["receiving_unit", "filed_at"], name="onestop_filed"),
            # whose time is over
            models.Index(
                fields=["deciding_unit", "closed_at"],
                condition=Q(closed_at__isnull=False, destroyed_at__isnull=True),
                name="onestop_ended",
            ),
            # the latest matters of a procedure: how long they took
            models.Index(fields=["procedure", "accepted_at"], name="onestop_of_procedure"),
            # the letters of apology that wait for a signature
            models.Index(
                fields=["apology_drafted_at"],
                condition=Q(apology_drafted_at__isnull=False),
                name="onestop_apology_drafted",
            ),
            # a telephone number, and its last digits, which people remember
            models.Index(fields=["contact_phone"], name="onestop_phone", condition=~Q(contact_phone="")),
            models.Index(Right("contact_phone", 4), name="onestop_phone_end", condition=~Q(contact_phone="")),
            # the beginning of a code: found and put in order at once, what runs and what rests (`searching`)
            models.Index(fields=["is_resting", "code"], name="onestop_by_code"),
            # any words of a name; common ones are in a fifth of all names, and their page is full before what rests
            GinIndex(NAME_WORDS, condition=Q(is_resting=False), name="onestop_search_running"),
            GinIndex(NAME_WORDS, condition=Q(is_resting=True), name="onestop_search_resting"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def applicant_name(self) -> str:
        """Return the name of the applicant as this dossier has it."""
        return self.declared_name or self.applicant.full_name

    @property
    def token(self) -> str:
        """Return the look-up code as printed, 4-4-4-4 and the check symbol."""
        return grouped(token_of(self.uid))

    @property
    def look_up_address(self) -> str:
        """Return the web address behind the QR code."""
        return look_up_address(self.uid)

    @property
    def told_due_at(self) -> datetime | None:
        """Return the one due time people are told now; None while the clock stands still, and when no result comes."""
        return None if State(self.state) in UNPROMISED else self.next_due_at

    @property
    def is_helped(self) -> bool:
        """Tell whether somebody filed it for the citizen, under a team or an office."""
        return bool(self.helper.get("under"))

    @property
    def helped_under(self) -> str:
        """Return under which team or office it was filed for the citizen, in the active language; "" without help."""
        known = self.helper.get("under", "")
        return Text(vi=known, en=self.helper.get("under_en", "")).here() if known else ""

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.closed_at is not None
