"""What `motcua load-units` says: which shipped units are entered, before or after it is done."""

from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.records import tan_binh
from motcua.foundation.units.reference import load_tan_binh, reference_ids
from motcua.foundation.worktime import clock


def load_units(*, apply: bool) -> str:
    """Enter the shipped units that are missing, or show them, and return the report; the rest stays as it is."""
    known = reference_ids()
    missing = [record for record in tan_binh().units if record.reference not in known]
    if not missing:
        return _("Không có gì thay đổi.")
    if apply:
        load_tan_binh(by=Actor.system("load-units"), now=clock.now())
    title = _("ĐÃ ÁP DỤNG") if apply else _("XEM TRƯỚC, chưa ghi gì (thêm --apply để áp dụng)")
    return "\n".join([title, *(f"  {record.reference:<40} {record.code:<20} {record.name}" for record in missing)])
