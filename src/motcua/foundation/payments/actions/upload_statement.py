"""Bring a bank statement, to be looked at before it counts."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.access import KEEPERS, require_in
from motcua.foundation.payments.models import StatementFile
from motcua.foundation.payments.refusals import StatementRefused
from motcua.foundation.payments.statements import read_statement
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of

_GONE = _("Sao kê này đã nhập trước đây, và nội dung đã tiêu hủy khi hết thời hạn lưu giữ. Không nhập lại.")


@transaction.atomic
def upload_statement(*, unit_id: int, content: bytes, name: str, by: Staff, now: datetime) -> StatementFile:
    """Return the kept file; the same content again finds the first.

    Needs a leader of the unit. Raises NotAllowed, StatementRefused with every fault, and then nothing is kept; so does
    a file whose words were destroyed when their time was over.
    """
    require_in(unit_id, *KEEPERS, by=by, now=now)
    read_statement(content, name, today=day_of(now))
    kept, _is_new = StatementFile.objects.get_or_create(
        unit_id=unit_id,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"name": name[:200], "content": content, "uploaded_at": now, "uploaded_by": by},
    )
    if not kept.content:
        raise StatementRefused("statement_destroyed", (str(_GONE),))
    return kept
