"""What the payments do by themselves: tell who waits, ask the gateway what became of silent orders and refunds."""

from procrastinate.contrib.django import app

from motcua.foundation.payments import settled
from motcua.foundation.payments.models import Charge
from motcua.foundation.worktime import clock


@app.task(name="payments.tell_settled")
def tell_settled(charge_id: int) -> None:
    """Tell whoever waits for a charge that it is paid; a charge that is not settled any more is told to nobody."""
    charge = Charge.objects.get(pk=charge_id)
    if charge.row.settles:
        last = charge.payments.select_related("receipt__book").last()
        receipt = getattr(last, "receipt", None)
        proof = receipt.text if receipt else charge.code
        settled.tell(settled.Settled(charge.target_kind, charge.target_id, charge.code, proof), clock.now())


@app.task(name="payments.tell_cancelled")
def tell_cancelled(charge_id: int) -> None:
    """Tell whoever waits for a charge that it has fallen away."""
    charge = Charge.objects.get(pk=charge_id)
    if charge.cancelled_at is not None:
        settled.tell_dropped(settled.Dropped(charge.target_kind, charge.target_id, charge.code), clock.now())


@app.task(name="payments.send_refund")
def send_refund(refund_id: int) -> None:
    """Ask the gateway for a refund; what it does not answer is asked again by `ask_about_silent_orders`."""
    from motcua.foundation.payments.actions.ask_refunds import ask_one  # noqa: PLC0415 - actions defer jobs

    ask_one(refund_id, now=clock.now())


@app.periodic(cron="*/5 * * * *", periodic_id="payments-ask-gateway")
@app.task(name="payments.ask_gateway", queueing_lock="payments.ask_gateway")
def ask_about_silent_orders(timestamp: int) -> None:
    """Ask the gateway about orders that expired without a word, and about refunds it has not answered."""
    del timestamp
    from motcua.foundation.payments.actions.ask_gateway import ask_gateway  # noqa: PLC0415 - actions defer jobs
    from motcua.foundation.payments.actions.ask_refunds import ask_refunds  # noqa: PLC0415 - as above

    ask_gateway(now=clock.now())
    ask_refunds(now=clock.now())
