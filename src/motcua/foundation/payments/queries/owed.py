"""What is still to be paid for things of a service?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from motcua.foundation.payments.models import Charge
from motcua.foundation.payments.states import Act


def owed_for(kind: str, target_ids: Collection[str]) -> dict[str, int]:
    """Return what is still to be paid for each of these things, in đồng, by its id; what owes nothing is left out.

    One query.
    """
    owed: dict[str, int] = defaultdict(int)
    for charge in Charge.objects.filter(target_kind=kind, target_id__in=target_ids):
        if Act.TAKE_CASH in charge.row.allows:
            owed[charge.target_id] += charge.remaining
    return dict(owed)
