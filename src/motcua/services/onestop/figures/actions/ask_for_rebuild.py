"""Have the figures counted anew now, without waiting for the night."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.models import Run
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.figures.jobs import rebuild_figures_asked
from motcua.services.onestop.figures.spans import first_days
from motcua.services.onestop.models import DossierEvent


@transaction.atomic
def ask_for_rebuild(*, by: Staff, now: datetime) -> Run:
    """Return the run that counts every day until yesterday anew; a second press finds the one under way.

    Needs an administrator of some unit. Raises NotAllowed.
    """
    if not roles_of(by, now).somewhere(Role.ADMINISTRATOR):
        raise NotAllowed
    first = DossierEvent.objects.aggregate(first=Min("at"))["first"]
    months = first_days(day_of(first), day_of(now) - timedelta(days=1)) if first else []
    run, is_new = begin_run(
        title=_("Tính lại số liệu từ lịch sử hồ sơ"),
        about="onestop.figures",
        address=reverse("figures:editions"),
        total=len(months),
        by=by,
        now=now,
    )
    if is_new:
        rebuild_figures_asked.defer(run_id=str(run.pk))
        journal.record(
            actor=by.as_actor(),
            unit_id=by.home_unit_id,
            action="onestop.ask_for_rebuild",
            target=("run", str(run.pk)),
            now=now,
        )
    return run
