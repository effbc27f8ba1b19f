"""Reference data that every installation needs before its first request.

Loaded again at each start; what is already right stays as it is.
"""

from datetime import datetime

from motcua.foundation.payments.fee_tables import load_fees
from motcua.foundation.registers.reference import load_registers
from motcua.foundation.worktime.reference import load_calendar


def load(*, now: datetime) -> None:
    """Load the dated reference data of every room."""
    load_calendar(now)
    load_registers(now)
    load_fees(now)
