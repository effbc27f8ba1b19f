"""When must a delay be told, and which new date can be told? All of it by the one clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from math import ceil

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from motcua.foundation.ui.each_language import Said, filled_in_each_language
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for, due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit, working_minutes_between
from motcua.foundation.worktime.turns import Whose
from motcua.services.onestop.clock_rules import apology_rule
from motcua.services.onestop.definition import HOURS_A_DAY, working_hours
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.refusals import DossierRefused
from motcua.services.onestop.rules import decision_step
from motcua.services.onestop.states import Action
from motcua.services.onestop.turned import deciding_turns

NEAR = 5  # near is when no more than this part of the whole time is left
SHORT = 3  # a limit of fewer times the notice is short
WAIVING = frozenset({Action.APOLOGISE, Action.ALLOW_DELAY})  # the acts that use and give a permission for another date


def draft_horizon(*, unit_id: Whose, now: datetime) -> datetime:
    """Return up to which due time an apology is drafted at `now`: the notice of the law, and time to sign before."""
    rule = apology_rule(day_of(now))
    lead = Limit(rule.notice.amount + rule.drafting.amount, TimeUnit.WORKING_DAY)
    return due_time(unit_id=unit_id, start=now, limit=lead)


def needs_draft(dossier: Dossier, *, now: datetime) -> bool:
    """Tell whether an apology is to be drafted: the due time is near (`_lead`), and none waits for its signature.

    Each day counts by the calendar of the unit that had the dossier on it. One query.
    """
    if dossier.accepted_at is None or dossier.apology_drafted_at is not None:
        return False
    whose = deciding_turns(dossier)
    calendar = calendar_for(whose)
    whole = working_minutes_between(calendar, dossier.accepted_at, dossier.next_due_at)
    left = working_minutes_between(calendar, now, dossier.next_due_at)
    a_day = calendar.switches_on(day_of(dossier.next_due_at)).minutes_a_day
    if left > _lead(whole, notice=apology_rule(day_of(now)).notice.amount * a_day):
        return False
    return dossier.next_due_at <= draft_horizon(unit_id=whose, now=now)


def _lead(whole: int, *, notice: int) -> int:
    """Return how many working minutes before the due time a letter is drafted, of a dossier that takes `whole`.

    The last fifth of the time; where that is less than the law's notice, the notice and as long to sign before it. A
    limit of hardly more than the notice is left to the last fifth: every such dossier would be sorry from the start.
    """
    near = whole // NEAR
    return near if whole < SHORT * notice else max(near, notice + min(notice, near))


def proposed_day(dossier: Dossier, *, now: datetime) -> date:
    """Return the day that a draft proposes: what the steps up to the decision may take, after the due time."""
    document = dossier.procedure_version.content
    keys = [step.key for step in document.steps]
    last = keys.index(decision_step(document).key)
    ahead = document.steps[keys.index(dossier.step) : last + 1]
    days = max(1, ceil(sum(working_hours(step.duration) for step in ahead) / HOURS_A_DAY))
    start = max(now, dossier.next_due_at)
    limit = Limit(days, TimeUnit.WORKING_DAY)
    return day_of(due_time(unit_id=dossier.deciding_unit_id, start=start, limit=limit))


def proposed_reason(dossier: Dossier) -> Said:
    """Return the reason that a draft begins with, for whoever signs to make precise."""
    step = dossier.procedure_version.content.step(dossier.step)
    sentence = gettext_lazy("Hồ sơ đang ở bước “%(step)s” và cần thêm thời gian để giải quyết.")
    return filled_in_each_language(sentence, {"step": step.title.lazily})


def limit_until(day: date, dossier: Dossier, *, now: datetime) -> Limit:
    """Return the working days from `now` to the new `day`; raise DossierRefused for a day that cannot be promised."""
    calendar = calendar_for(dossier.deciding_unit_id)
    if day <= day_of(now) or day <= day_of(dossier.next_due_at):
        raise DossierRefused("new_day", gettext_lazy("Ngày hẹn mới phải sau hôm nay và sau ngày đã hẹn."))
    tomorrow = now.astimezone(ZONE).date() + timedelta(days=1)
    days = calendar.first_index(day) - calendar.first_index(tomorrow) + 1
    limit = Limit(days, TimeUnit.WORKING_DAY)
    if day_of(due_time(unit_id=dossier.deciding_unit_id, start=now, limit=limit)) != day:
        sentence = gettext_lazy("Ngày {day} không phải ngày trả kết quả của đơn vị. Hãy chọn một ngày làm việc.")
        raise DossierRefused("new_day", format_lazy(sentence, day=f"{day:%d/%m/%Y}"))
    return limit


def waiver_for(dossier: Dossier, *, now: datetime) -> int:
    """Return what `waiver_among` returns; raise DossierRefused when a leader has to allow it first. One query."""
    told = dossier.events.filter(kind__in=WAIVING).order_by("seq").only("kind", "seq", "payload")
    waiver = waiver_among(told, now=now)
    if waiver is None:
        raise DossierRefused(
            "second_delay",
            gettext_lazy(
                "Hồ sơ đã được hẹn lại một lần. Muốn hẹn lại nữa, lãnh đạo phải cho phép trước và ghi rõ lý do: "
                "hãy bấm Cho phép hẹn lại thêm lần nữa."
            ),
        )
    return waiver


def waiver_among(events: Iterable[DossierEvent], *, now: datetime) -> int | None:
    """Return what allows another new date: 0 or less for the first, else the number of the leader's permission.

    `events` are those of the dossier, in order; None when there is no permission that has not been used.
    """
    told = [event for event in events if event.kind in WAIVING]
    used = [event.payload["waiver"] for event in told if event.kind == Action.APOLOGISE]
    if len(used) < apology_rule(day_of(now)).without_waiver:
        return -len(used)
    return next((event.seq for event in told if event.kind == Action.ALLOW_DELAY and event.seq not in used), None)
