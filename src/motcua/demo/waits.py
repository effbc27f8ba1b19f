"""What a dossier of the demo waited for, by its procedure, is over."""

from datetime import datetime

from motcua.foundation.units.models import Staff
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.definition import Step, StepClock
from motcua.services.onestop.models import Dossier


def end_wait(dossier: Dossier, step: Step, worker: Staff, now: datetime) -> None:
    """Show that what a step waited for is over, if it waits for something."""
    if step.clock is StepClock.PAYMENT:
        confirm_payment(dossier_id=dossier.pk, evidence="Giấy nộp tiền", by=worker, now=now)
    elif step.clock is not StepClock.RUNNING:
        resume_clock(dossier_id=dossier.pk, evidence="Biên bản kết thúc niêm yết", by=worker, now=now)
