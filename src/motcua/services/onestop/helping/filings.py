"""Take a filing with help in hand: one's own, locked, not filed yet, and still under a team or office of one's own."""

from datetime import datetime
from uuid import UUID

from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.access import require_capacity
from motcua.services.onestop.helping.rules import Agreed
from motcua.services.onestop.models import HelpedFiling


def agreed_of(helped: HelpedFiling) -> Agreed:
    """Return who agreed, and for whom."""
    return Agreed(helped.full_name, helped.identity_number, helped.organisation, helped.tax_code)


def locked_filing(filing_id: UUID, *, by: Staff, now: datetime) -> HelpedFiling:
    """Return the filing, locked until the transaction ends, filed or not.

    Raises HelpedFiling.DoesNotExist for somebody else's, NotAllowed for whoever may not help any more.
    """
    rows = HelpedFiling.objects.select_related("team", "draft__procedure_version__procedure", "dossier")
    rows = rows.defer("draft__procedure_version__document").filter(helper=by)
    helped = rows.select_for_update(of=("self",)).get(pk=filing_id)
    if helped.dossier_id is None:
        require_capacity(team_id=helped.team_id, unit_id=helped.unit_id, by=by, now=now)
    return helped
