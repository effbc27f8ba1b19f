"""What happens to open dossiers when a calendar changes: they are counted again by a job, with progress."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.recounting import Recounting
from motcua.services.onestop import jobs
from motcua.services.onestop.recount import running, would_move


def begin(*, units: Collection[int], by: Staff | Actor, now: datetime) -> None:
    """Have the open dossiers of `units` counted again after the commit; a member of staff sees how far it is."""
    if not isinstance(by, Staff):
        jobs.recount_due_times.defer(units=sorted(units), run_id="", total=0)
        return
    run, _is_new = begin_run(
        title=_("Tính lại thời hạn hồ sơ theo lịch làm việc mới"),
        about=f"onestop.recount:{by.pk}:{now.isoformat()}",  # a second change is counted again after the first
        address=reverse("onestop_staff:home"),
        total=running(units).count(),
        by=by,
        now=now,
    )
    jobs.recount_due_times.defer(units=sorted(units), run_id=str(run.pk), total=run.total)


RECOUNTING = Recounting("onestop.dossiers", would_move, begin)
