"""What the registers do by themselves."""

from procrastinate.contrib.django import app

from motcua.foundation.audit.actor import Actor
from motcua.foundation.registers.actions.close_books import close_books
from motcua.foundation.worktime import clock


@app.periodic(cron="20 0 * * *")
@app.task(name="registers.close_books", queueing_lock="registers.close_books")
def close_books_of_past_years(timestamp: int) -> None:
    """Close the books of the years that are over; on all days but the first of January there are none."""
    del timestamp
    close_books(by=Actor.system(), now=clock.now())
