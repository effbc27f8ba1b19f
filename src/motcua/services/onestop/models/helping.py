"""What is stored of filing with help: advisory teams, their members, and each filing somebody did for a citizen."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.forms.definition import Text
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.models.constraints import overlapping, same_number
from motcua.services.onestop.models.dossier import Dossier
from motcua.services.onestop.models.draft import Draft

TEAM_KEEPERS = (Role.LEADER, Role.ADMINISTRATOR)
MOST_CODES = 5  # sent for one filing: whoever has not got it by then consents in another way


class TeamKind(models.TextChoices):
    """What an advisory team is called."""

    ADVISORY = "advisory", _("Tổ tư vấn")
    DIGITAL = "digital", _("Tổ công nghệ số cộng đồng")


class ConsentWay(models.TextChoices):
    """How the citizen agreed that somebody files for them."""

    PAPER = "paper", _("Ký vào giấy đồng ý")
    CODE = "code", _("Đọc mã gửi tới điện thoại hoặc thư điện tử của công dân")
    WITNESS = "witness", _("Nói trước mặt một người làm chứng")


class HelpRelation(models.TextChoices):
    """What the helper is to the citizen."""

    DUTY = "duty", _("Giúp theo nhiệm vụ")
    NEIGHBOUR = "neighbour", _("Hàng xóm, cùng khu phố")
    RELATIVE = "relative", _("Người thân")


class AdvisoryTeam(models.Model):
    """A team of a unit that advises citizens and files with them; `document` is the decision that set it up.

    `name_en` is for whoever reads a page in English; empty: the name as it is.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=TeamKind.choices, default=TeamKind.ADVISORY)
    document = models.CharField(max_length=200, blank=True)
    formed_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="onestop_advisory_team_once"),
            models.CheckConstraint(condition=~Q(name=""), name="onestop_advisory_team_name"),
            models.CheckConstraint(condition=Q(kind__in=TeamKind.values), name="onestop_advisory_team_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_here(self) -> str:
        """Return the name in the active language."""
        return Text(vi=self.name, en=self.name_en).here()


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Memberships by meaning."""

    def standing(self, day: date, now: datetime) -> TeamMemberQuerySet:
        """Return the memberships in force on `day`, not ended by `now`, of teams that are open."""
        return self.filter(valid__contains=day, team__closed_at__isnull=True, staff__is_active=True).filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=now)
        )


class TeamMember(models.Model):
    """That somebody belongs to a team for a span of days; `ended_at` is when they left before its last day.

    `phone` is compared with what is given as a citizen's, and shown nowhere.
    """

    team = models.ForeignKey(AdvisoryTeam, on_delete=models.PROTECT, related_name="members")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ("valid", "id")
        constraints = [
            ExclusionConstraint(
                name="onestop_member_once",
                expressions=[same_number("team"), same_number("staff"), overlapping("valid")],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False), name="onestop_member_has_a_first_day"
            ),
        ]


class HelpedFilingQuerySet(models.QuerySet["HelpedFiling"]):
    """Filings with help by meaning."""

    def visible_to(self, roles: RoleSet) -> HelpedFilingQuerySet:
        """Return what one has filed or is filing oneself: a filing for a citizen is its helper's alone."""
        return self.filter(helper=roles.staff_id)


_CONSENTED = Q(consented_at__isnull=False)
_GIVEN = (
    Q(way=ConsentWay.PAPER, paper__isnull=False)
    | Q(way=ConsentWay.CODE, code_sent_at__isnull=False)
    | (Q(way=ConsentWay.WITNESS) & ~Q(witness=""))
)
_GONE = Q(full_name="", identity_number="", phone="", email="", witness="", paper__isnull=True, organisation="")


class HelpedFiling(models.Model):
    """One filing for a citizen: who is helped, who types under which team, and how the citizen agreed.

    Where an organisation or a household business applies, `organisation` and `tax_code` are its own, and the person is
    who represents it and agreed. `team` is None for an official who helps at the counter; `unit` is the helper's.
    `text_version` names the text that was read out. Until it is filed it is the helper's draft; then the consent stays
    as it was given, and `destroyed_at` says when the record came to its end.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    helper = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(AdvisoryTeam, null=True, blank=True, on_delete=models.PROTECT, related_name="filings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200)
    identity_number = models.CharField(max_length=20)
    organisation = models.CharField(max_length=200, blank=True)
    tax_code = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    relation = models.CharField(max_length=10, choices=HelpRelation.choices)
    way = models.CharField(max_length=8, choices=ConsentWay.choices)
    text_version = models.CharField(max_length=20)
    witness = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code_sent_at = models.DateTimeField(null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True, blank=True)
    draft = models.OneToOneField(Draft, null=True, blank=True, on_delete=models.SET_NULL, related_name="helped")
    dossier = models.OneToOneField(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="helped")
    filed_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects = HelpedFilingQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(way__in=ConsentWay.values), name="onestop_helped_way"),
            models.CheckConstraint(condition=Q(relation__in=HelpRelation.values), name="onestop_helped_relation"),
            models.CheckConstraint(
                condition=~_CONSENTED | Q(destroyed_at__isnull=False) | _GIVEN, name="onestop_consent_was_given"
            ),
            models.CheckConstraint(
                condition=Q(dossier__isnull=True, filed_at__isnull=True)
                | (Q(dossier__isnull=False, filed_at__isnull=False) & _CONSENTED),
                name="onestop_nothing_is_filed_without_consent",
            ),
            models.CheckConstraint(
                condition=(Q(destroyed_at__isnull=False, filed_at__isnull=False) & _GONE)
                | (Q(destroyed_at__isnull=True) & ~Q(full_name="") & ~Q(identity_number="")),
                name="onestop_helped_names_somebody",
            ),
            models.CheckConstraint(
                condition=Q(organisation="", tax_code="") | (~Q(organisation="") & ~Q(tax_code="")),
                name="onestop_helped_organisation_whole",
            ),
            models.CheckConstraint(condition=Q(codes_sent__lte=MOST_CODES), name="onestop_helped_codes"),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=True) | Q(consented_at__gte=F("started_at")),
                name="onestop_consent_after_start",
            ),
        ]
        indexes = [models.Index(fields=["helper", "-started_at"], name="onestop_helped_by")]
        triggers = [
            pgtrigger.Protect(
                name="filed_help_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__filed_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="consent_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__consented_at__isnull=False)
                & (
                    pgtrigger.Q(old__helper__df=pgtrigger.F("new__helper"))
                    | pgtrigger.Q(old__full_name__df=pgtrigger.F("new__full_name"))
                    | pgtrigger.Q(old__identity_number__df=pgtrigger.F("new__identity_number"))
                    | pgtrigger.Q(old__organisation__df=pgtrigger.F("new__organisation"))
                    | pgtrigger.Q(old__tax_code__df=pgtrigger.F("new__tax_code"))
                    | pgtrigger.Q(old__phone__df=pgtrigger.F("new__phone"))
                    | pgtrigger.Q(old__email__df=pgtrigger.F("new__email"))
                    | pgtrigger.Q(old__relation__df=pgtrigger.F("new__relation"))
                    | pgtrigger.Q(old__way__df=pgtrigger.F("new__way"))
                    | pgtrigger.Q(old__text_version__df=pgtrigger.F("new__text_version"))
                    | pgtrigger.Q(old__witness__df=pgtrigger.F("new__witness"))
                    | pgtrigger.Q(old__paper__df=pgtrigger.F("new__paper"))
                    | pgtrigger.Q(old__consented_at__df=pgtrigger.F("new__consented_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
