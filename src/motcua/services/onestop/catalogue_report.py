"""What `motcua publish-procedures` says, before or after it is done."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import UnitService
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.publish_catalogue import CatalogueReport, publish_catalogue
from motcua.services.onestop.deciding import find_unit
from motcua.services.onestop.offers import SERVICE


def publish_shipped(*, units: Sequence[str], open_too: bool, apply: bool) -> str:
    """Publish the shipped procedures, or show what would change, and return the report.

    `units` are keys of the reference data or codes; with `open_too` and none named, the units that run the one-stop.
    Without `apply` everything is done and taken back, so that the report is what would come of it. Raises NoSuchUnit
    and what `publish_catalogue` raises.
    """
    now, by = clock.now(), Actor.system("publish-procedures")
    with transaction.atomic():
        chosen = _units(units) if open_too else []
        done = publish_catalogue(units=chosen, by=by, now=now)
        transaction.set_rollback(not apply)
    return report(done, applied=apply)


def _units(keys: Sequence[str]) -> list[int]:
    if not keys:
        return list(UnitService.objects.live(clock.now()).filter(service=SERVICE).values_list("unit_id", flat=True))
    found = {key: find_unit(key, day_of(clock.now())) for key in keys}
    if unknown := [key for key, unit in found.items() if unit is None]:
        raise NoSuchUnit(_("Không có đơn vị nào mang khóa hoặc mã định danh: %(keys)s.") % {"keys": ", ".join(unknown)})
    return [unit.pk for unit in found.values() if unit is not None]


def report(done: CatalogueReport, *, applied: bool) -> str:
    """Return the text: what is published and opened, and where nobody sees it yet, a line each."""
    title = _("ĐÃ ÁP DỤNG") if applied else _("XEM TRƯỚC, chưa ghi gì (thêm --apply để áp dụng)")
    if done.is_empty:
        title = _("Không có gì thay đổi.")
    parts = [
        _section(
            _("Công bố"), [_("%(slug)s, phiên bản %(number)s") % {"slug": s, "number": n} for s, n in done.published]
        ),
        _section(_("Mở tiếp nhận"), [f"{slug} → {unit}" for slug, unit in done.opened]),
        _section(_("Đang ngừng tiếp nhận, giữ nguyên"), [f"{slug} → {unit}" for slug, unit in done.left_closed]),
        _section(_("Chưa áp dụng mô hình R2, thủ tục mở nhưng người dân chưa thấy"), done.waiting),
        _section(_("Chưa mở được"), [f"{slug} → {unit}: {why}" for slug, unit, why in done.refused]),
    ]
    same = _("Đã công bố từ trước: %(count)s") % {"count": done.unchanged}
    return "\n".join([title, *(line for part in parts for line in part), same])


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"{title}: {len(lines)}", *(f"  {line}" for line in lines)] if lines else []
