"""Tasks behind a count, what was shown for a task, how long it is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import date_vn
from motcua.foundation.units.rules import start_of
from motcua.replication.followup.models import Evidence
from motcua.replication.followup.queries import TaskFact
from motcua.replication.followup.queries.live import LiveEvidence, LiveKind
from motcua.replication.reporting.fill.counts import ALL
from motcua.replication.reporting.fill.followed import WORDS, late_in, tasks_in, word_of
from motcua.replication.reporting.traces.trace import Asked, Link, Trace, counted_as, when

_DAY = timedelta(days=1)


def tasks(asked: Asked) -> Trace:
    """Follow `tasks:REQUIREMENT:WORD`: the units with the task that count so."""
    requirement, word = int(asked.words[0]), asked.words[1]
    found = [one for one in _found(asked) if one.requirement_id == requirement]
    return _listed(asked, _title(found[0]), found, word)


def all_tasks(asked: Asked) -> Trace:
    """Follow `all_tasks:WORD`: every task that counts so."""
    return _listed(asked, _("Nhiệm vụ đến hạn trong kỳ"), _found(asked), asked.words[0])


def all_late(asked: Asked) -> Trace:
    """Follow `all_late:all`: every late task."""
    found = [one for one, _due_on in late_in(_found(asked))]
    return _listed(asked, _("Nhiệm vụ quá hạn chưa có kết quả"), found, "late")


def late(asked: Asked) -> Trace:
    """Follow `late:TASK`: from its last day to the day it was looked at."""
    due = {one.id: (one, due_on) for one, due_on in late_in(_found(asked))}
    task, due_on = due[int(asked.words[0])]
    days = (asked.span.last - due_on).days
    return Trace(
        title=_("Số ngày chậm: %(task)s") % {"task": _title(task)},
        source=_("Số ngày theo lịch từ sau ngày hết hạn đến ngày cuối của số liệu, khi chưa có kết quả được nhận."),
        conditions=((_("Đơn vị"), asked.names[task.unit_id]), when(asked.span)),
        columns=(_("Nhiệm vụ"), _("Hạn"), _("Tính đến ngày"), _("Số ngày")),
        rows=((_page(task), date_vn(due_on), date_vn(asked.span.last), days),),
        total=days,
    )


def evidence(asked: Asked) -> Trace:
    """Follow `evidence:TASK`: what the unit gave, and what shows by itself."""
    task = {one.id: one for one in _found(asked)}[int(asked.words[0])]
    end = start_of(asked.span.last + _DAY)
    given = Evidence.objects.filter(task=task.id, given_at__lt=end).select_related("given_by")
    own, live = _("Đơn vị gửi"), _("Hệ thống ghi nhận")
    rows = (
        *((own, date_vn(one.given_at), one.note or _("(chỉ có tệp)"), one.given_by.full_name) for one in given),
        *((live, date_vn(one.since), _shown(one), "") for one in task.live),
    )
    return Trace(
        title=_("Minh chứng: %(task)s") % {"task": _title(task)},
        source=_("Minh chứng đơn vị đã gửi và việc hệ thống tự ghi nhận, đến hết ngày cuối của số liệu."),
        conditions=((_("Đơn vị"), asked.names[task.unit_id]), when(asked.span)),
        columns=(_("Loại"), _("Ngày"), _("Nội dung"), _("Người gửi")),
        rows=rows,
        total=len(rows),
        address=reverse("followup:task", args=[task.id]),
    )


def _found(asked: Asked) -> list[TaskFact]:
    """Return the tasks as the report saw them: its own signature, which came after, is no evidence in it."""
    own = reverse("reporting:report", args=[asked.report.pk])
    return [
        replace(one, live=tuple(shown for shown in one.live if shown.address != own))
        for one in tasks_in(asked.units, asked.span)
    ]


def _listed(asked: Asked, title: str, found: Iterable[TaskFact], word: str) -> Trace:
    counting = (one for one in found if word in {ALL, word_of(one)})
    chosen = sorted(counting, key=lambda one: (asked.place(one.unit_id), one.requirement_number, one.id))
    rows = tuple(
        (_page(one), asked.names[one.unit_id], date_vn(one.due_on), str(WORDS[word_of(one)]), str(one.state.label))
        for one in chosen
    )
    return Trace(
        title=title,
        source=_(
            "Mỗi dòng là một nhiệm vụ đến hạn trong kỳ. Đã thực hiện: đã nhận minh chứng hoặc hệ thống tự ghi nhận."
        ),
        conditions=(counted_as(word, WORDS), asked.whose(), when(asked.span)),
        columns=(_("Nhiệm vụ"), _("Đơn vị"), _("Hạn"), _("Được tính là"), _("Tình trạng theo dõi")),
        rows=rows,
        total=len(rows),
    )


def _shown(found: LiveEvidence) -> str | Link:
    """Return what shows it: the signed report, the model in use, or the figure that was reached."""
    if found.kind is LiveKind.REPORT:
        return Link(_("Báo cáo số %(number)s") % {"number": found.number}, found.address)
    return found.initiative_title or found.measure_name


def _title(task: TaskFact) -> str:
    return _("Mục %(number)s, %(directive)s") % {"number": task.requirement_number, "directive": task.directive_number}


def _page(task: TaskFact) -> Link:
    return Link(_title(task), reverse("followup:task", args=[task.id]))
