"""What is counted later: the figures of today every few minutes, and at night a comparison with a recount."""

import logging
from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.replication.measures.actions.rebuild import rebuild
from motcua.replication.measures.actions.roll_up import roll_up
from motcua.replication.measures.comparison import differences
from motcua.services.registry import all_services

log = logging.getLogger(__name__)

COMPARED = timedelta(days=40)


@app.periodic(cron="*/5 * * * *", periodic_id="measures-roll-up")
@app.task(name="measures.roll_up_all", queueing_lock="measures.roll_up_all")
def roll_up_all(timestamp: int) -> None:
    """Every five minutes count again what has been recorded since; a second run changes nothing."""
    del timestamp  # a mark says when it was really read, and a job may begin late
    for service in all_services():
        if service.source is not None:
            roll_up(service=service.code, now=clock.now())


@app.periodic(cron="40 18 * * *", periodic_id="measures-compare")
@app.task(name="measures.compare", queueing_lock="measures.compare")
def compare(timestamp: int) -> None:
    """At 01:40 in Vietnam compare the last forty finished days with a recount; what differs is logged and put right."""
    yesterday = day_of(datetime.fromtimestamp(timestamp, UTC)) - timedelta(days=1)
    for service in all_services():
        if service.source is None:
            continue
        roll_up(service=service.code, now=clock.now())
        found = differences(service.code, first=yesterday - COMPARED, last=yesterday)
        for each in found:
            log.error("A figure of %s does not equal its recount: %s", service.code, each)
        if found:
            rebuild(service=service.code, first=found[0].day, last=found[-1].day)
