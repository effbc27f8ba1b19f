"""What the one-stop does later: letters after the commit, and the night's checks."""

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from motcua.foundation.audit.actor import Actor
from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.carrying import ended_when_it_fails
from motcua.foundation.worktime import clock
from motcua.services.onestop import letters
from motcua.services.onestop.actions import carry_out_batch as carrying_out
from motcua.services.onestop.actions import forget_expired as forgetting
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.queries.owners import ownerless
from motcua.services.onestop.stopping import tell_holders

log = logging.getLogger(__name__)
BATCH_FAILED = "Loạt việc dừng giữa chừng. Những hồ sơ đã làm vẫn giữ nguyên; bấm Tiếp tục để làm nốt phần còn lại."


@app.task(name="onestop.issue_letter")
def issue_letter(dossier_id: int, seq: int) -> None:
    """Issue the letter of one event; a second run finds it issued."""
    with transaction.atomic():
        event = DossierEvent.objects.select_related("actor_staff", "dossier__procedure", "dossier__applicant").get(
            dossier=dossier_id, seq=seq
        )
        # two runs of the same job take turns, and the second finds the letter of the first
        Dossier.objects.select_for_update().get(pk=dossier_id)
        letters.issue_letter(event.dossier, event, now=clock.now())


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

    def tell(behind: int, code: str) -> None:
        advance_run(run_id=run_id, done=behind, said=f"Đã xử lý hồ sơ {code}.")

    with ended_when_it_fails(run_id=run_id, said=BATCH_FAILED):
        done = carrying_out.carry_out_batch(batch_id=UUID(batch_id), clock=clock.now, tell=tell)
    end_run(run_id=run_id, said=f"Đã làm xong với {done} hồ sơ.", now=clock.now())


@app.periodic(cron="40 18 * * *", periodic_id="onestop-owners")
@app.task(name="onestop.check_owners", queueing_lock="onestop.check_owners")
def check_owners(timestamp: int) -> None:
    """At 01:40 in Vietnam say which open dossiers stand at a step that nobody of their office may do."""
    for found in ownerless(datetime.fromtimestamp(timestamp, UTC)):
        log.error("%d open dossiers at %s, step %r, have nobody who may work on them", found.count, found.office, found.step)


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
