"""Reports of units and their proposals behind a count."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import date_vn
from motcua.replication.reporting.fill.counts import ALL
from motcua.replication.reporting.fill.summary import REPORT_WORDS, is_signed_in, proposals_in, unit_reports
from motcua.replication.reporting.traces.trace import Asked, Link, Trace, counted_as, when


def reports(asked: Asked) -> Trace:
    """Follow `reports:WORD`: the reports of the units, signed or not."""
    word = asked.words[0]
    units = asked.units - {asked.report.unit_id}
    found = sorted(unit_reports(units, asked.span), key=lambda one: asked.place(one.unit_id))
    counted = [(one, "signed" if is_signed_in(one, asked.span) else "draft") for one in found]
    rows = tuple(
        (
            Link(asked.names[one.unit_id], reverse("reporting:report", args=[one.pk])),
            str(REPORT_WORDS[state]),
            date_vn(one.signed_at) if state == "signed" else "",
        )
        for one, state in counted
        if word in {ALL, state}
    )
    return Trace(
        title=_("Báo cáo 6 tháng của các đơn vị"),
        source=_("Mỗi dòng là một báo cáo 6 tháng mà đơn vị đã lập cho kỳ có quý này."),
        conditions=(
            counted_as(word, REPORT_WORDS),
            asked.whose(),
            when(asked.span),
        ),
        columns=(_("Đơn vị"), _("Tình trạng"), _("Ngày ký")),
        rows=rows,
        total=len(rows),
    )


def own_proposals(asked: Asked) -> Trace:
    """Follow `own_proposals:all`: what is proposed with this report."""
    if asked.words[0] != ALL:
        raise KeyError(asked.words)
    rows = tuple((one.title, date_vn(one.at), one.by.full_name) for one in asked.report.proposals.select_related("by"))
    return Trace(
        title=_("Mô hình đơn vị đề xuất"),
        source=_("Mỗi dòng là một đề xuất nhập trong báo cáo này."),
        conditions=(asked.whose(),),
        columns=(_("Mô hình"), _("Ngày nhập"), _("Người nhập")),
        rows=rows,
        total=len(rows),
    )


def proposals(asked: Asked) -> Trace:
    """Follow `proposals:all`: what the signed reports propose."""
    if asked.words[0] != ALL:
        raise KeyError(asked.words)
    rows = tuple(
        (
            one.title,
            asked.names[one.report.unit_id],
            Link(one.report.number, reverse("reporting:report", args=[one.report_id])),
            date_vn(one.report.signed_at),
        )
        for one in sorted(
            proposals_in(asked.units, asked.span), key=lambda one: (asked.place(one.report.unit_id), one.pk)
        )
    )
    return Trace(
        title=_("Mô hình các đơn vị đề xuất"),
        source=_("Mỗi dòng là một đề xuất trong báo cáo đã ký của đơn vị."),
        conditions=(asked.whose(), when(asked.span)),
        columns=(_("Mô hình"), _("Đơn vị"), _("Báo cáo số"), _("Ngày ký")),
        rows=rows,
        total=len(rows),
    )
