"""What is stored of numbers and official books."""

from __future__ import annotations

from typing import TypedDict

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.append_only import append_only
from motcua.foundation.registers.rules import Column
from motcua.foundation.units.models import Staff, Unit


class NumberSeries(models.Model):
    """A run of numbers without gaps: what is numbered, for which unit, in which period ("2019", "2019-04-09")."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    next_number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "period"], name="registers_one_series"),
            models.CheckConstraint(condition=Q(next_number__gte=1), name="registers_numbers_from_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="series_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="series_runs_on",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.next_number <> OLD.next_number + 1 THEN
                        RAISE EXCEPTION 'series % runs on by one', OLD.id;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


class IssuedNumber(models.Model):
    """A number that was given out, when, and what for ("onestop.dossier:123")."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="issued")
    number = models.PositiveBigIntegerField()
    about = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="registers_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="registers_number_from_one"),
        ]
        triggers = append_only()


class CodePattern(models.Model):
    """How a unit (none: everybody) writes the codes of its dossiers from a day on, and on which authority."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pattern = models.CharField(max_length=80)
    valid_from = models.DateField()
    document = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], nulls_distinct=False, name="registers_one_pattern"),
        ]


class ColumnRow(TypedDict):
    """A column as it is stored; see `rules.Column`."""

    key: str
    label: str
    label_en: str
    is_later: bool


class BookDefinition(models.Model):
    """An official book (sổ): title, columns, the circular that prescribes it and the days on which it is in force."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250)
    columns: models.JSONField[list[ColumnRow], list[ColumnRow]] = models.JSONField()
    number_pattern = models.CharField(max_length=80)
    document = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="registers_one_definition"),
        ]

    def book_columns(self) -> tuple[Column, ...]:
        """Return the columns in order."""
        return tuple(Column(**row) for row in self.columns)


class Book(models.Model):
    """The book of a unit for one year: opened with its first entry, closed at the end of 31 December."""

    definition = models.ForeignKey(BookDefinition, on_delete=models.PROTECT, related_name="books")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="books")
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    volume = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    last_number = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "year", "volume"], name="registers_one_book_a_year"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, last_number__isnull=True)
                | Q(closed_at__isnull=False, last_number__isnull=False),
                name="registers_closed_book_has_a_last_number",
            ),
        ]


class BookEntry(models.Model):
    """A line of a book. It is never changed or taken out; a mistake is put right by a later line that names it."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    number_text = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    entered_by_name = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    columns: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="registers_line_once"),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="book_is_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM 1 FROM registers_book WHERE id = NEW.book_id AND closed_at IS NULL FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'book % is closed', NEW.book_id;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


class BookAmendment(models.Model):
    """What was added to a line later: a column that is filled in on return, or a correction with its reason."""

    class Kind(models.TextChoices):
        """Whether an empty column was filled in, or what stood there was corrected."""

        COMPLETION = "completion", _("Ghi tiếp")
        CORRECTION = "correction", _("Đính chính")

    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    columns: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    amended_at = models.DateTimeField()
    amended_by_name = models.CharField(max_length=200)
    amended_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="correction") | ~Q(reason=""), name="registers_correction_has_a_reason"
            ),
        ]
        triggers = append_only()
