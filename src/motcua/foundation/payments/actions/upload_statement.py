"""Bring a bank statement, to be looked at before it counts."""

import hashlib
from datetime import datetime

from django.db import transaction

from motcua.foundation.payments.access import KEEPERS, require_in
from motcua.foundation.payments.models import StatementFile
from motcua.foundation.payments.statements import read_statement
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of


@transaction.atomic
def upload_statement(*, unit_id: int, content: bytes, name: str, by: Staff, now: datetime) -> StatementFile:
    """Return the kept file; the same content again finds the first.

    Needs a leader of the unit. Raises NotAllowed, StatementRefused with every fault, and then nothing is kept.
    """
    require_in(unit_id, *KEEPERS, by=by, now=now)
    read_statement(content, name, today=day_of(now))
    kept, _is_new = StatementFile.objects.get_or_create(
        unit_id=unit_id,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"name": name[:200], "content": content, "uploaded_at": now, "uploaded_by": by},
    )
    return kept
