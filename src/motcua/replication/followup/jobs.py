"""What the follow-up does later: the tasks of a quarter that begins, and reminders."""

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.foundation.audit.actor import Actor
from motcua.replication.directives.models import Directive
from motcua.replication.followup.actions.open_tasks_of_directive import open_tasks_of_directive
from motcua.replication.followup.actions.remind_units import remind_units

log = logging.getLogger(__name__)
_BY = Actor.system("followup")


@app.periodic(cron="10 17 * * *", periodic_id="followup-open-tasks")
@app.task(name="followup.open_all_tasks", queueing_lock="followup.open_all_tasks")
def open_all_tasks(timestamp: int) -> None:
    """At 00:10 in Vietnam open what every directive in force asks for by then: a quarter may have begun."""
    opened = open_tasks_in_force(now=datetime.fromtimestamp(timestamp, UTC))
    log.info("Opened %s tasks", opened)


def open_tasks_in_force(*, now: datetime) -> int:
    """Open the tasks of every directive in force that have begun by `now`; return how many."""
    in_force = Directive.objects.confirmed().order_by("pk").values_list("pk", flat=True)
    return sum(open_tasks_of_directive(directive_id=directive_id, by=_BY, now=now) for directive_id in in_force)


@app.periodic(cron="*/20 * * * *", periodic_id="followup-remind")
@app.task(name="followup.remind", queueing_lock="followup.remind")
def remind(timestamp: int) -> None:
    """Every twenty minutes write the reminders that are due, to each unit in its office hours."""
    log.info("Reminded of %s tasks", remind_units(now=datetime.fromtimestamp(timestamp, UTC)))
