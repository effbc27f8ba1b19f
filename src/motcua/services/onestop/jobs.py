"""What the one-stop does later: letters after the commit, and the night's checks."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from procrastinate.contrib.django import app

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.carrying import ended_when_it_fails
from motcua.foundation.runs.models import Run
from motcua.foundation.ui.filters import grouped_later
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.queries import forget_calendars
from motcua.services.onestop.actions import carry_out_batch as carrying_out
from motcua.services.onestop.actions import draft_apologies as drafting
from motcua.services.onestop.actions import forget_expired as forgetting
from motcua.services.onestop.actions import recount_due_times as recounting
from motcua.services.onestop.actions.tell_of_ownerless import tell_of_ownerless
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.designing.move_jobs import begin_agreed_moves, move_dossiers
from motcua.services.onestop.figures.jobs import make_figure_files, rebuild_figures_asked, rebuild_figures_nightly
from motcua.services.onestop.letter_job import issue_letter
from motcua.services.onestop.queries.batches import batch_ids_of, ended_in, waiting_in
from motcua.services.onestop.queries.owners import left_behind, ownerless
from motcua.services.onestop.stopping import tell_holders

__all__ = [
    "begin_agreed_moves",
    "carry_out_batch",
    "carry_out_series",
    "check_owners",
    "compare_projections",
    "draft_apologies",
    "forget_expired",
    "issue_letter",
    "make_figure_files",
    "move_dossiers",
    "on_stopped",
    "rebuild_figures_asked",
    "rebuild_figures_nightly",
    "recount_all",
    "recount_due_times",
    "tell_of_stop",
]
HANDS = 3  # of the jobs that count many dossiers again: one computes while the database writes for the others
RECOUNT_FAILED = _("Chưa tính lại xong. Hồ sơ chưa tính giữ hạn cũ; đêm nay hệ thống tự tính lại.")
log = logging.getLogger(__name__)
BATCH_FAILED = _("Loạt việc dừng giữa chừng. Những hồ sơ đã làm vẫn giữ nguyên; bấm Tiếp tục để làm nốt phần còn lại.")


@app.task(name="onestop.tell_of_stop")
def tell_of_stop(unit_id: int, reason: str, at: str) -> None:
    """Tell whoever has an open dossier or draft at a unit that it stopped the service at the moment `at`."""
    with transaction.atomic():
        tell_holders(unit_id=unit_id, reason=reason, at=datetime.fromisoformat(at))


def on_stopped(*, unit_id: int, reason: str, by: Actor, now: datetime) -> None:
    """Have everybody with an open dossier or draft at the unit told after the commit."""
    del by
    tell_of_stop.defer(unit_id=unit_id, reason=reason, at=now.isoformat())


@app.task(name="onestop.carry_out_batch")
def carry_out_batch(batch_id: str, run_id: str) -> None:
    """Do what is left of a batch; a worker that dies loses nothing, and the next one goes on."""
    _carry_out([UUID(batch_id)], run_id)


@app.task(name="onestop.carry_out_series")
def carry_out_series(series_id: str, run_id: str) -> None:
    """Do what is left of the batches of a series, one after the other; see `carry_out_batch`."""
    _carry_out(batch_ids_of(UUID(series_id)), run_id)


def _carry_out(batch_ids: Sequence[UUID], run_id: str) -> None:
    run = Run.objects.get(pk=run_id)
    behind = max(0, run.total - waiting_in(batch_ids))  # done before a worker died

    def tell(_behind: int, code: str) -> None:
        nonlocal behind
        behind += 1
        advance_run(run_id=run_id, done=behind, said=format_lazy(_("Đã xử lý hồ sơ {code}."), code=code))

    with ended_when_it_fails(run_id=run_id, said=BATCH_FAILED):
        for batch_id in batch_ids:
            carrying_out.carry_out_batch(batch_id=batch_id, clock=clock.now, tell=tell)
    end_run(run_id=run_id, said=_what_became(batch_ids, run.created_at), now=clock.now())


def _what_became(batch_ids: Sequence[UUID], since: datetime) -> StrOrPromise:
    done, refused = ended_in(batch_ids, since)
    said = format_lazy(
        ngettext_lazy("Đã làm xong với {done} hồ sơ.", "Đã làm xong với {done} hồ sơ.", done), done=grouped_later(done)
    )
    if not refused:
        return said
    why = ngettext_lazy(
        "{refused} hồ sơ bị từ chối, lý do ghi ở từng dòng.",
        "{refused} hồ sơ bị từ chối, lý do ghi ở từng dòng.",
        refused,
    )
    return format_lazy("{} {}", said, format_lazy(why, refused=grouped_later(refused)))


@app.periodic(cron="40 18 * * *", periodic_id="onestop-owners")
@app.task(name="onestop.check_owners", queueing_lock="onestop.check_owners")
def check_owners(timestamp: int) -> None:
    """At 01:40 in Vietnam say which open dossiers have nobody, and tell the leaders of their office.

    They stand at a step that nobody of their office may do, or are held by somebody who works there no more.
    """
    now = datetime.fromtimestamp(timestamp, UTC)
    nobody, left = ownerless(now), left_behind(now)
    for step in nobody:
        log.error(
            "%d open dossiers at %s, step %r, have nobody who may work on them", step.count, step.office, step.step
        )
    for held in left:
        log.error(
            "%d open dossiers at %s are held by staff %d, who works there no more",
            held.count,
            held.office,
            held.staff_id,
        )
    tell_of_ownerless(nobody=nobody, left=left, now=now)


@app.periodic(cron="*/15 * * * *", periodic_id="onestop-apologies")
@app.task(name="onestop.draft_apologies", queueing_lock="onestop.draft_apologies")
def draft_apologies(timestamp: int) -> None:
    """Every quarter of an hour draft the apologies that a leader should sign before the due time."""
    drafting.draft_apologies(now=datetime.fromtimestamp(timestamp, UTC))


@app.task(name="onestop.recount_due_times")
def recount_due_times(units: list[int], run_id: str, total: int) -> None:
    """Count the due times of the open dossiers of `units` again, `total` at first; `run_id` "" when nobody watches."""
    forget_calendars()  # this process may still hold those of before the change
    if not run_id:
        recounting.recount_due_times(units=units, by=Actor.system(), now=clock.now(), hands=HANDS)
        return
    with ended_when_it_fails(run_id=run_id, said=RECOUNT_FAILED):
        done = recounting.recount_due_times(
            units=units,
            by=Actor.system(),
            now=clock.now(),
            hands=HANDS,
            told=lambda so_far: advance_run(run_id=run_id, done=min(so_far.looked_at, total), said=_so_far(so_far)),
        )
    end_run(run_id=run_id, said=_so_far(done), now=clock.now())


def _so_far(done: recounting.Recounted) -> StrOrPromise:
    text = _("Đã tính lại {looked_at} hồ sơ đang giải quyết; {moved} hồ sơ có hạn mới.")
    return format_lazy(text, looked_at=grouped_later(done.looked_at), moved=grouped_later(done.moved))


@app.periodic(cron="10 18 * * *", periodic_id="onestop-recount")
@app.task(name="onestop.recount_all", queueing_lock="onestop.recount_all")
def recount_all(timestamp: int) -> None:
    """At 01:10 in Vietnam count every open dossier again: calendars also change with a release of the platform."""
    del timestamp
    forget_calendars()
    recounting.recount_due_times(units=None, by=Actor.system(), now=clock.now(), hands=HANDS)


@app.periodic(cron="20 18 * * *", periodic_id="onestop-compare")
@app.task(name="onestop.compare_projections", queueing_lock="onestop.compare_projections")
def compare_projections(timestamp: int) -> None:
    """At 01:20 in Vietnam compare the dossiers of the last two days with a replay of their events."""
    since = datetime.fromtimestamp(timestamp, UTC) - timedelta(days=2)
    for code, fields in differing(since=since):
        log.error("Dossier %s does not equal the replay of its events: %s", code, ", ".join(fields))


@app.periodic(cron="30 18 * * *", periodic_id="onestop-forget")
@app.task(name="onestop.forget_expired", queueing_lock="onestop.forget_expired")
def forget_expired(timestamp: int) -> None:
    """At 01:30 in Vietnam delete expired drafts and old counts of look-up attempts."""
    forgetting.forget_expired(now=datetime.fromtimestamp(timestamp, UTC))
