"""The job that issues a letter after the act it belongs to. Apart from the other jobs: acts defer it, they do acts."""

from django.db import transaction
from procrastinate.contrib.django import app

from motcua.foundation.worktime import clock
from motcua.services.onestop import letters
from motcua.services.onestop.models import Dossier, DossierEvent


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
