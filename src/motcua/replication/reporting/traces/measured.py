"""Figures of services: the days behind a sum, the two parts of a difference, the units behind a total."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import date_vn, moment_vn
from motcua.replication.measures.models import MeasureDay, MeasureDayQuerySet, RollUpMark
from motcua.replication.reporting.content import Figure
from motcua.replication.reporting.fill.span import Span
from motcua.replication.reporting.traces.trace import Asked, Trace, when
from motcua.services.registry import Measure, Service, service


def measure(asked: Asked) -> Trace:
    """Follow `measure:SERVICE:MEASURE:UNIT`: the days of this period with a figure."""
    return _days(asked, asked.span)


def before(asked: Asked) -> Trace:
    """Follow `before:SERVICE:MEASURE:UNIT`: the days of the period before with a figure."""
    return _days(asked, _span_before(asked))


def change(asked: Asked) -> Trace:
    """Follow `change:SERVICE:MEASURE:UNIT`: this period and the one before."""
    found, counted = _named(asked)
    unit, name = int(asked.words[2]), ":".join(asked.words)
    this, then = asked.span, _span_before(asked)
    value, earlier = _sum(found, counted, unit, this), _sum(found, counted, unit, then)
    return Trace(
        title=_("%(measure)s: tăng, giảm so với kỳ trước") % {"measure": counted.name},
        source=_("Số của kỳ này trừ số của kỳ trước; mỗi số dẫn tới các ngày đã đếm."),
        conditions=(*_what(found, counted), (_("Đơn vị"), asked.names[unit])),
        columns=(_("Phần"), _("Thời gian"), str(counted.unit)),
        rows=(
            (_("Kỳ này"), when(this)[1], Figure(value, f"measure:{name}")),
            (_("Kỳ trước"), when(then)[1], Figure(earlier, f"before:{name}")),
        ),
        total=value - earlier,
    )


def total(asked: Asked) -> Trace:
    """Follow `sum:SERVICE:MEASURE`: what each unit adds."""
    found, counted = _named(asked)
    sums = _days_of(found, counted, asked.span).filter(unit__in=asked.units).values_list("unit").annotate(Sum("value"))
    by_unit = sorted(sums, key=lambda one: asked.place(one[0]))
    name = ":".join(asked.words)
    return Trace(
        title=_("%(measure)s: cộng các đơn vị") % {"measure": counted.name},
        source=_("Cộng số của từng đơn vị có phát sinh; mỗi số dẫn tới các ngày đã đếm."),
        conditions=(*_what(found, counted), asked.whose(), when(asked.span)),
        columns=(_("Đơn vị"), str(counted.unit)),
        rows=tuple((asked.names[unit], Figure(value, f"measure:{name}:{unit}")) for unit, value in by_unit),
        total=sum(value for _unit, value in by_unit),
    )


def _days(asked: Asked, span: Span) -> Trace:
    found, counted = _named(asked)
    unit = int(asked.words[2])
    days = _days_of(found, counted, span).filter(unit=unit).order_by("day").values_list("day", "value")
    rows = tuple((date_vn(day), value) for day, value in days)
    return Trace(
        title=f"{counted.name}, {asked.names[unit]}",
        source=_("Cộng số từng ngày, dịch vụ đếm từ việc đã thực hiện. %(meaning)s") % {"meaning": counted.meaning},
        conditions=(*_what(found, counted), (_("Đơn vị"), asked.names[unit]), when(span)),
        columns=(_("Ngày"), str(counted.unit)),
        rows=rows,
        total=sum(value for _day, value in rows),
        address=_rows_of(asked, found, counted, unit, span) if rows else "",
    )


def _rows_of(asked: Asked, found: Service, counted: Measure, unit: int, span: Span) -> str:
    show = found.rows_address
    if show is None:
        return ""
    return show(roles=asked.roles, unit_id=unit, measure=counted.code, first=span.first, last=span.last)


def _named(asked: Asked) -> tuple[Service, Measure]:
    found = service(asked.words[0])
    return found, {one.code: one for one in found.measures}[asked.words[1]]


def _days_of(found: Service, counted: Measure, span: Span) -> MeasureDayQuerySet:
    return MeasureDay.objects.within(span.first, span.last).filter(service=found.code, measure=counted.code)


def _sum(found: Service, counted: Measure, unit: int, span: Span) -> int:
    return _days_of(found, counted, span).filter(unit=unit).aggregate(sum=Sum("value"))["sum"] or 0


def _what(found: Service, counted: Measure) -> tuple[tuple[str, str], ...]:
    mark = RollUpMark.objects.filter(service=found.code).order_by("-read_at").first()
    counted_at = moment_vn(mark.read_at) if mark else _("chưa đếm lần nào")
    return (
        (_("Dịch vụ"), str(found.name)),
        (_("Chỉ số"), str(counted.name)),
        (_("Hệ thống đếm lần cuối lúc"), counted_at),
    )


def _span_before(asked: Asked) -> Span:
    return Span(asked.span.period.before, asked.span.now)
