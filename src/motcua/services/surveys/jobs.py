"""What the surveys do by themselves every night: publish a quarter that has closed, forget who answered before whom."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.foundation.audit.actor import Actor
from motcua.services.surveys.actions.forget_order import forget_order
from motcua.services.surveys.actions.publish_quarters import publish_quarters


@app.periodic(cron="20 18 * * *", periodic_id="surveys-publish")
@app.task(name="surveys.publish_quarters", queueing_lock="surveys.publish_quarters")
def publish_closed_quarters(timestamp: int) -> None:
    """At 01:20 in Vietnam; nothing to do on most days, and what was missed is made up for."""
    publish_quarters(by=Actor.system("surveys"), now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="25 18 * * *", periodic_id="surveys-order")
@app.task(name="surveys.forget_order", queueing_lock="surveys.forget_order")
def forget_order_of_answers(timestamp: int) -> None:
    """At 01:25 in Vietnam, long before the backup of the night."""
    del timestamp
    forget_order()
