"""Begin a long work."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.runs.models import ENDED, Run
from motcua.foundation.ui.each_language import Sentence
from motcua.foundation.units.models import Staff


def begin_run(*, title: Sentence, about: str, address: str, total: int, by: Staff, now: datetime) -> tuple[Run, bool]:
    """Return the run about this thing, and whether it is new: a second press finds the one under way.

    The caller defers the job of a new run in the same transaction.
    """
    with transaction.atomic():
        run = Run(title=title, about=about, address=address, total=max(total, 1), started_by=by, created_at=now)
        Run.objects.bulk_create([run], ignore_conflicts=True)
        kept = Run.objects.exclude(state__in=ENDED).get(about=about)
        return kept, kept.pk == run.pk
