"""What is stored of working time: the calendar of each year, opening hours, and what a unit decides about its clock."""

import uuid

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast, Coalesce, Extract
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Unit
from motcua.foundation.worktime.work_calendar import ShiftKind as PureShiftKind


def _touches_edition(name: str) -> pgtrigger.Trigger:
    """Every change of a table that makes up calendars gives them a new edition, which the readers' caches notice."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            INSERT INTO worktime_calendaredition (id, edition) VALUES (1, gen_random_uuid())
            ON CONFLICT (id) DO UPDATE SET edition = excluded.edition;
            RETURN NULL;
        """,
    )


def _one_at_a_time(name: str, *more: tuple[Func | F, str]) -> ExclusionConstraint:
    """Refuse rows of one unit (or of none, the common rows) that are valid on the same day and overlap in `more`."""
    unit = Coalesce(F("unit"), Value(0))
    return ExclusionConstraint(
        name=name,
        expressions=[
            (Func(unit, unit, Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            *more,
            ("valid", RangeOperators.OVERLAPS),
        ],
    )


def _history(prefix: str) -> list[pgtrigger.Trigger]:
    """Refuse to rewrite what is or was in force: a row may only be ended, and go only before its first day."""
    is_moved = pgtrigger.Condition(
        "lower(NEW.valid) IS DISTINCT FROM lower(OLD.valid)"
        " OR (upper(OLD.valid) IS NOT NULL AND (upper(NEW.valid) IS NULL OR upper(NEW.valid) > upper(OLD.valid)))"
    )
    has_begun = pgtrigger.Condition("lower(OLD.valid) <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date")
    return [
        pgtrigger.Protect(
            name=f"{prefix}_is_only_ended", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["valid"])
        ),
        pgtrigger.Protect(name=f"{prefix}_is_not_moved", operation=pgtrigger.Update, condition=is_moved),
        pgtrigger.Protect(name=f"{prefix}_in_force_stays", operation=pgtrigger.Delete, condition=has_begun),
    ]


def _seconds(name: str) -> Cast:
    return Cast(Extract(name, "epoch"), IntegerField())


class CalendarYear(models.Model):
    """That the calendar of a year has been entered. A year without this row has no due times."""

    class Status(models.TextChoices):
        """Whether the year's days off have been announced or are projected by rule."""

        OFFICIAL = "official", _("Chính thức")
        PROVISIONAL = "provisional", _("Dự kiến")

    year = models.PositiveSmallIntegerField(primary_key=True, validators=[MinValueValidator(1990)])
    status = models.CharField(max_length=20, choices=Status.choices)
    document = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="worktime_year_plausible"),
        ]
        triggers = [_touches_edition("year_touches_edition")]


class CalendarDay(models.Model):
    """A date that is not what its weekday says: for everybody, or for one unit only."""

    class Kind(models.TextChoices):
        """Why the date is special. A swap moves a working day: `swap_off` is free, `swap_on` is worked instead."""

        HOLIDAY = "holiday", _("Nghỉ lễ, tết")
        COMPENSATORY = "compensatory", _("Nghỉ bù")
        SWAP_OFF = "swap_off", _("Nghỉ hoán đổi")
        SWAP_ON = "swap_on", _("Làm bù")
        CLOSURE = "closure", _("Đơn vị nghỉ riêng")

    class Origin(models.TextChoices):
        """Who entered the row: the reference data of the platform, or an administrator."""

        REFERENCE = "reference", _("Dữ liệu kèm theo")
        LOCAL = "local", _("Đơn vị nhập")

    date = models.DateField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    swapped_with = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.LOCAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "unit"], nulls_distinct=False, name="worktime_one_row_a_date"),
            models.CheckConstraint(
                condition=Q(kind__in=["swap_off", "swap_on"], swapped_with__isnull=False)
                | Q(kind__in=["holiday", "compensatory", "closure"], swapped_with__isnull=True),
                name="worktime_swap_names_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="closure") | Q(unit__isnull=False), name="worktime_closure_is_of_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | ~Q(document=""), name="worktime_local_day_has_a_document"
            ),
        ]
        triggers = [_touches_edition("day_touches_edition")]


class Shift(models.Model):
    """An opening on a weekday (1 Monday … 7 Sunday), common or of one unit.

    A unit's own office rows of a weekday replace the common ones of that weekday; its after-hours rows are added.
    """

    class Kind(models.TextChoices):
        """Whether the opening runs the legal clock, or only receives."""

        OFFICE = PureShiftKind.OFFICE.value, _("Giờ hành chính")
        AFTER_HOURS = PureShiftKind.AFTER_HOURS.value, _("Tiếp nhận ngoài giờ")

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    opens = models.TimeField()
    closes = models.TimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OFFICE)
    valid = DateRangeField()
    document = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="worktime_shift_weekday"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="worktime_shift_opens_before_it_closes"),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="worktime_shift_valid_not_empty"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | ~Q(document=""), name="worktime_own_shift_has_a_document"
            ),
            _one_at_a_time(
                "worktime_shifts_do_not_overlap",
                (
                    Func(F("weekday"), F("weekday"), Value("[]"), function="int4range"),
                    RangeOperators.OVERLAPS,
                ),
                (Func(_seconds("opens"), _seconds("closes"), function="int4range"), RangeOperators.OVERLAPS),
            ),
        ]
        triggers = [_touches_edition("shift_touches_edition"), *_history("shift")]

    def __str__(self) -> str:
        return (
            f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M} {self.kind} {self.valid.lower}/{self.valid.upper}"
        )


class ClockRule(models.Model):
    """What a unit decides about its clock (see `work_calendar.Switches`); the row without unit is the common one."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    makeup_may_be_due = models.BooleanField(default=True)
    saturday_counts = models.BooleanField(default=False)
    same_day_until = models.TimeField()
    minutes_a_day = models.PositiveSmallIntegerField(default=480)
    valid = DateRangeField()
    document = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid__isempty=False), name="worktime_rule_valid_not_empty"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | ~Q(document=""), name="worktime_own_rule_has_a_document"
            ),
            models.CheckConstraint(
                condition=Q(minutes_a_day__gte=60, minutes_a_day__lte=1440), name="worktime_rule_minutes_a_day"
            ),
            _one_at_a_time("worktime_one_rule_a_day"),
        ]
        triggers = [_touches_edition("rule_touches_edition"), *_history("rule")]

    def __str__(self) -> str:
        words = (self.makeup_may_be_due, self.saturday_counts, f"{self.same_day_until:%H:%M}", self.minutes_a_day)
        return f"{words} {self.valid.lower}/{self.valid.upper}"


class CalendarEdition(models.Model):
    """One row: a value that is new after every change of the tables above, written by their triggers."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    edition = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="worktime_one_edition")]
