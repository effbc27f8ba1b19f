"""What retention does later: destroying what two people agreed on."""

from procrastinate.contrib.django import app

from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.worktime import clock


@app.task(name="retention.carry_out_disposal")
def carry_out_disposal(disposal_id: int) -> None:
    """Carry out one approved proposal; a second run finds it done, or goes on where the first was broken off."""
    carry_out(disposal_id=disposal_id, now=clock.now())
