"""What `motcua load-dispatch` says: what of dispatch 554 is entered, before or after it is done."""

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.worktime import clock
from motcua.replication.directives.models import Directive
from motcua.replication.directives.records import dispatch_554
from motcua.replication.directives.reference import load_dispatch_554


def load_dispatch(*, apply: bool) -> str:
    """Enter the dispatch with its models, or show them, and return the report; once entered it stays as it is.

    No tasks are opened: its deadlines lie in 2019. Without `apply` everything is done and taken back. Raises NoSuchUnit
    when the units of the district are not there.
    """
    record = dispatch_554()
    if Directive.objects.filter(number=record.number, issued_on=record.issued_on).exists():
        return _("Không có gì thay đổi.")
    with transaction.atomic():
        directive = load_dispatch_554(by=Actor.system("load-dispatch"), now=clock.now())
        lines = [f"  {row.initiative.code:<4} {row.initiative.title}" for row in directive.models.all()]
        transaction.set_rollback(not apply)
    title = _("ĐÃ ÁP DỤNG") if apply else _("XEM TRƯỚC, chưa ghi gì (thêm --apply để áp dụng)")
    return "\n".join([title, f"{record.number} ({record.issued_on:%d/%m/%Y}): {record.subject}", *lines])
