"""What the worker does for the one-stop: letters after the act is committed, old attempts and drafts swept away."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier, DossierEvent, Draft, LookupAttempt
from motcua.services.onestop.replay import projection_of, replay

QUEUE = "documents"
ATTEMPTS_KEPT = timedelta(days=1)
DRAFTS_KEPT_AFTER = timedelta(days=7)
COMPARED_AT_ONCE = 500


class ProjectionDiffers(Exception):
    """Dossiers whose row is not what their events add up to; the ids are in the message."""


@app.task(name="onestop.issue_letter", queue=QUEUE)
def issue_letter(dossier_id: int, seq: int) -> None:
    """Write and keep the letter of one event; run twice it changes nothing."""
    from motcua.services.onestop import letters  # noqa: PLC0415 - letters need the actions that defer this job

    event = DossierEvent.objects.select_related("dossier__procedure_version", "dossier__applicant").get(
        dossier=dossier_id, seq=seq
    )
    letters.issue_letter(dossier=event.dossier, event=event, now=clock.now())


@app.periodic(cron="15 18 * * *", periodic_id="onestop-sweep")
@app.task(name="onestop.sweep", queueing_lock="onestop.sweep")
def sweep(timestamp: int) -> None:
    """Forget look-up attempts of yesterday and drafts that expired a week ago (01:15 in Vietnam)."""
    now = datetime.fromtimestamp(timestamp, UTC)
    LookupAttempt.objects.filter(window__lt=now - ATTEMPTS_KEPT).delete()
    Draft.objects.filter(submitted__isnull=True, expires_at__lt=now - DRAFTS_KEPT_AFTER).delete()


@app.periodic(cron="0 19 * * *", periodic_id="onestop-compare")
@app.task(name="onestop.compare", queueing_lock="onestop.compare")
def compare(timestamp: int) -> None:
    """Replay every dossier of the last two days and fail loudly when a row differs (02:00 in Vietnam)."""
    since = datetime.fromtimestamp(timestamp, UTC) - timedelta(days=2)
    touched = DossierEvent.objects.filter(at__gte=since).values("dossier")
    if differing := differing_from_replay(list(Dossier.objects.filter(pk__in=touched).values_list("pk", flat=True))):
        raise ProjectionDiffers(str(differing))


def differing_from_replay(dossier_ids: list[int]) -> list[int]:
    """Return those of the dossiers whose stored row is not the fold of their events."""
    wrong = []
    for start in range(0, len(dossier_ids), COMPARED_AT_ONCE):
        part = Dossier.objects.filter(pk__in=dossier_ids[start : start + COMPARED_AT_ONCE]).prefetch_related("events")
        for dossier in part:
            events = sorted(dossier.events.all(), key=lambda event: event.seq)
            if replay(events) != projection_of(dossier):
                wrong.append(dossier.pk)
    return wrong
