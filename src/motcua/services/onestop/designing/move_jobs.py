"""Agreed dossiers move to their new version in the background: at once, or on the day the version begins."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.carrying import ended_when_it_fails
from motcua.foundation.runs.models import Run
from motcua.foundation.runs.queueing import defer_once
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.models import MovePlan, MoveState
from motcua.services.onestop.queries.moves import address_of, due_plans

FAILED = _("Việc chuyển dừng giữa chừng. Hồ sơ đã chuyển vẫn giữ nguyên; bấm Tiếp tục để chuyển nốt, hoặc đợi đêm nay.")


def begin_moves(plan: MovePlan, *, by: Staff, now: datetime) -> Run:
    """Return the run that `by` watches; its job is deferred in the caller's transaction, once while it waits."""
    waiting = plan.rows.filter(state=MoveState.WAITING).count()
    title = format_lazy(
        _("Chuyển {count} hồ sơ sang phiên bản {number}: {title}"),
        count=waiting,
        number=plan.version.number,
        title=plan.version.procedure.title_vi,
    )
    run, _is_new = begin_run(
        title=title, about=f"moves:{plan.pk}", address=address_of(plan), total=waiting, by=by, now=now
    )
    job = move_dossiers.configure(queueing_lock=f"onestop.moves:{plan.pk}")
    defer_once(job, plan_id=str(plan.pk), run_id=str(run.pk))
    return run


@app.task(name="onestop.move_dossiers")
def move_dossiers(plan_id: str, run_id: str) -> None:
    """Move what is left of an agreement; a worker that dies loses nothing, and the next one goes on."""

    def tell(behind: int, code: str) -> None:
        advance_run(run_id=run_id, done=behind, said=format_lazy(_("Đã xem hồ sơ {code}."), code=code))

    with ended_when_it_fails(run_id=run_id, said=FAILED):
        counted = carry_out_moves(plan_id=UUID(plan_id), clock=clock.now, tell=tell)
    text = _("Đã chuyển {moved} hồ sơ; {left} hồ sơ giữ phiên bản cũ.")
    said = format_lazy(text, moved=counted[MoveState.MOVED], left=counted[MoveState.LEFT])
    end_run(run_id=run_id, said=said, now=clock.now())


@app.periodic(cron="5 17 * * *", periodic_id="onestop-agreed-moves")
@app.task(name="onestop.begin_agreed_moves", queueing_lock="onestop.begin_agreed_moves")
def begin_agreed_moves(timestamp: int) -> None:
    """At 00:05 in Vietnam begin the moves to versions that begin this day, and go on with those that stopped."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for plan in due_plans(now):
        with transaction.atomic():
            begin_moves(plan, by=plan.agreed_by, now=now)
