"""What is stored of citizens and organisations? Names to sort and search by, and sealed identity numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from motcua.foundation.people.identity import unseal
from motcua.foundation.people.rules import FEMALE, MALE, IdentityKind, mask_identity

INDEX_LENGTH = 32
LONGEST_NAME = 200
_IDENTITY_CHOICES = [
    (IdentityKind.CCCD.value, _("Căn cước")),
    (IdentityKind.CMND.value, _("Chứng minh nhân dân")),
    (IdentityKind.PASSPORT.value, _("Hộ chiếu")),
    (IdentityKind.TAX_CODE.value, _("Mã số thuế")),
]
PARTIAL_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"

# the words that a row of people or of dossiers is found by; "simple" knows no language, so no word is cut or left out
NAME_WORDS = SearchVector("search_key", config="simple")

models.BinaryField.register_lookup(Length)


class PersonKind(models.TextChoices):
    """A human being or a body with rights of its own."""

    CITIZEN = "citizen", _("Cá nhân")
    ORGANISATION = "organisation", _("Tổ chức")


class Sex(models.TextChoices):
    """The sex in civil papers."""

    MALE = MALE, _("Nam")
    FEMALE = FEMALE, _("Nữ")


class Person(models.Model):
    """A citizen or an organisation known to the platform.

    `birth_date` is an ISO year, month or day, whatever is known. `address` is the JSON of an address field. `seen_at`
    is since when somebody saw whose number it is; until then whoever types it may tell what they like.
    """

    kind = models.CharField(max_length=20, choices=PersonKind.choices)
    full_name = models.CharField(max_length=LONGEST_NAME)
    sort_key = models.CharField(max_length=900, db_collation="C", editable=False)
    search_key = models.CharField(max_length=250, editable=False)
    identity_kind = models.CharField(max_length=20, choices=_IDENTITY_CHOICES, blank=True)
    identity_cipher: models.BinaryField[bytes | None, bytes | None] = models.BinaryField(null=True)
    identity_index: models.BinaryField[bytes | None, bytes | None] = models.BinaryField(null=True)
    birth_date = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    messages_consented_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True, help_text=_("Đồng ý nhận tin nhắn ngoài thông báo về hồ sơ")
    )
    seen_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_kind", "identity_index"],
                condition=Q(identity_index__isnull=False),
                name="people_one_person_a_number",
            ),
            models.CheckConstraint(
                condition=Q(identity_kind="", identity_cipher__isnull=True, identity_index__isnull=True)
                | (
                    ~Q(identity_kind="")
                    & Q(identity_cipher__isnull=False, identity_index__isnull=False)
                    & Q(identity_index__length=INDEX_LENGTH)
                ),
                name="people_number_whole_or_absent",
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="people_named"),
            models.CheckConstraint(
                condition=Q(birth_date="") | Q(birth_date__regex=PARTIAL_DATE), name="people_birth_date_iso"
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="people_sorted"),
            models.Index(fields=["phone"], name="people_phone", condition=~Q(phone="")),
            GinIndex(NAME_WORDS, name="people_name_words"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def identity_number(self) -> str:
        """Return the number in the clear, "" when there is none; raises TamperedIdentity. For official papers only."""
        if self.identity_cipher is None:
            return ""
        return unseal(IdentityKind(self.identity_kind), bytes(self.identity_cipher))

    @property
    def masked_identity(self) -> str:
        """Return the number with all but the last four characters hidden, "" when there is none."""
        return mask_identity(self.identity_number)


class FormerIdentity(models.Model):
    """A number a person had before, so that old papers still lead to them: a CMND after the CCCD came."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_identities")
    identity_kind = models.CharField(max_length=20, choices=_IDENTITY_CHOICES)
    identity_cipher = models.BinaryField()
    identity_index = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "identity_kind", "identity_index"], name="people_former_number_once"
            ),
            models.CheckConstraint(condition=Q(identity_index__length=INDEX_LENGTH), name="people_former_number_index"),
        ]
        indexes = [models.Index(fields=["identity_kind", "identity_index"], name="people_former_number")]
