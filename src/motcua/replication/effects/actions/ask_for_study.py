"""Ask what a model changed: the answer is worked out by a job, with progress."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.models import Run
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_steer
from motcua.replication.effects.jobs import work_out_study
from motcua.replication.effects.queries import Question
from motcua.replication.initiatives.models import Initiative

STEPS = 2


def ask_for_study(*, question: Question, by: Staff, now: datetime) -> Run:
    """Return the run that works the answer out; asking the same again finds the run under way.

    Needs a coordinator of the authority. Raises NotAllowed, Initiative.DoesNotExist.
    """
    if not may_steer(roles_of(by, now), question.authority_id):
        raise NotAllowed
    with transaction.atomic():
        model = Initiative.objects.get(pk=question.initiative_id)
        months = f"{question.first_month:%Y-%m}:{question.last_month:%Y-%m}"
        about = f"effect:{question.authority_id}:{model.pk}:{question.measure}:{months}"
        run, is_new = begin_run(
            title=format_lazy(_("Tác động của mô hình {code}"), code=model.code),
            about=about,
            address=reverse("effects:studies"),
            total=STEPS,
            by=by,
            now=now,
        )
        if is_new:
            work_out_study.defer(
                run_id=str(run.pk),
                staff_id=by.pk,
                asked={
                    **asdict(question),
                    "first_month": question.first_month.isoformat(),
                    "last_month": question.last_month.isoformat(),
                },
            )
        return run
