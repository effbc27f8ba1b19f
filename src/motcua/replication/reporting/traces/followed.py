"""Obstacles and visits behind a count, the days an obstacle took, the lines of a visit."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import date_vn
from motcua.replication.followup.models import Finding, InspectionItem
from motcua.replication.followup.queries import inspections_of, obstacles_of
from motcua.replication.reporting.fill.counts import ALL
from motcua.replication.reporting.fill.followed import obstacle_words, shortened
from motcua.replication.reporting.traces.trace import Asked, Link, Trace, counted_as, when

_DAY = timedelta(days=1)


def obstacles(asked: Asked) -> Trace:
    """Follow `obstacles:WORD`: the obstacles in that state."""
    word = asked.words[0]
    found = obstacles_of(asked.units, asked.span.first, asked.span.last)
    rows = tuple(
        (
            Link(shortened(one.text), reverse("followup:obstacle", args=[one.id])),
            asked.names[one.unit_id],
            date_vn(one.reported_at),
            str(one.state.label),
        )
        for one in found
        if word in {ALL, one.state.value}
    )
    return Trace(
        title=_("Khó khăn, vướng mắc trong kỳ"),
        source=_("Mỗi dòng là một vướng mắc đã nêu và chưa kết thúc trước kỳ, theo tình trạng ở ngày cuối."),
        conditions=(counted_as(word, obstacle_words()), asked.whose(), when(asked.span)),
        columns=(_("Vướng mắc"), _("Đơn vị"), _("Ngày nêu"), _("Tình trạng")),
        rows=rows,
        total=len(rows),
    )


def obstacle(asked: Asked) -> Trace:
    """Follow `obstacle:ID`: from which moment to which the working days ran."""
    found = {one.id: one for one in obstacles_of(asked.units, asked.span.first, asked.span.last)}
    one = found[int(asked.words[0])]
    if one.working_days is None:
        raise KeyError(one.id)
    until = one.answered_at or one.closed_at or asked.span.last
    return Trace(
        title=_("Số ngày làm việc của vướng mắc"),
        source=_("Ngày làm việc trọn vẹn theo lịch làm việc của đơn vị, từ lúc nêu đến lúc được trả lời."),
        conditions=((_("Đơn vị"), asked.names[one.unit_id]), when(asked.span)),
        columns=(_("Vướng mắc"), _("Nêu ngày"), _("Tính đến ngày"), _("Số ngày làm việc")),
        rows=(
            (
                Link(shortened(one.text), reverse("followup:obstacle", args=[one.id])),
                date_vn(one.reported_at),
                date_vn(until),
                one.working_days,
            ),
        ),
        total=one.working_days,
    )


def visits(asked: Asked) -> Trace:
    """Follow `visits:all`: the visits."""
    if asked.words[0] != ALL:
        raise KeyError(asked.words)
    rows = tuple(
        (
            Link(date_vn(one.planned_on), reverse("followup:inspection", args=[one.id])),
            asked.names[one.unit_id],
            one.inspector_name,
            str(one.state.label),
        )
        for one in inspections_of(asked.units, asked.span.first, asked.span.last)
    )
    return Trace(
        title=_("Kiểm tra trong kỳ"),
        source=_("Mỗi dòng là một cuộc kiểm tra có ngày kiểm tra hoặc ngày ký biên bản trong kỳ."),
        conditions=(asked.whose(), when(asked.span)),
        columns=(_("Ngày"), _("Đơn vị"), _("Người kiểm tra"), _("Tình trạng")),
        rows=rows,
        total=len(rows),
    )


def visit(asked: Asked) -> Trace:
    """Follow `visit:ID:FINDING`: the lines of the checklist with that finding."""
    found = {one.id: one for one in inspections_of(asked.units, asked.span.first, asked.span.last)}
    one, wanted = found[int(asked.words[0])], Finding(asked.words[1])
    rows = tuple(
        (item.text, item.result_name, item.note)
        for item in InspectionItem.objects.filter(inspection=one.id, result=wanted)
    )
    return Trace(
        title=_("Kiểm tra ngày %(day)s") % {"day": date_vn(one.planned_on)},
        source=_("Mỗi dòng là một nội dung của biên bản kiểm tra có kết quả này."),
        conditions=((_("Đơn vị"), asked.names[one.unit_id]), (_("Kết quả được đếm"), str(wanted.label))),
        columns=(_("Nội dung"), _("Kết quả"), _("Ghi nhận")),
        rows=rows,
        total=len(rows),
        address=reverse("followup:inspection", args=[one.id]),
    )
