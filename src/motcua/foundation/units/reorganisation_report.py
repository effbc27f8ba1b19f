"""What `motcua reorganise` says: the plan as a table, before or after it is applied."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.actions.reorganise_units import reorganise_units
from motcua.foundation.units.day_one import Newcomer, reminders
from motcua.foundation.units.records import EdgeRecord, Reorganisation, reorganisation_2025
from motcua.foundation.units.reference import reference_ids
from motcua.foundation.units.reorganisation import Ending, Preview, preview_reorganisation
from motcua.foundation.units.successions import handovers
from motcua.foundation.worktime import clock


def reorganise(*, apply: bool, on: date | None = None) -> str:
    """Show what the reorganisation of 2025 would do, or do it, and return the report; raises as `reorganise_units`."""
    shipped = reorganisation_2025()
    plan = shipped.model_copy(update={"on": on}) if on else shipped
    if not apply:
        return report(plan, preview_reorganisation(plan), applied=False)
    return report(plan, reorganise_units(plan=plan, by=Actor.system("reorganise"), now=clock.now()), applied=True)


def report(plan: Reorganisation, preview: Preview, *, applied: bool) -> str:
    """Return the text of the report, a line each for what ends, opens, is to be prepared, moves and is linked."""
    if preview.is_empty:
        return _("Không còn gì phải làm: phương án sắp xếp đã được áp dụng.")
    title = _("ĐÃ ÁP DỤNG") if applied else _("XEM TRƯỚC, chưa ghi gì (thêm --apply để áp dụng)")
    names = {record.reference: record.name for record in plan.opens}
    return "\n".join(
        [
            f"{plan.document} ({plan.on:%d/%m/%Y}): {title}",
            *_section(_("Kết thúc"), [_ending(ending, names) for ending in preview.ends]),
            *_section(_("Thành lập"), [f"{unit.administrative_code}  {unit.name}" for unit in preview.opens]),
            *_section(_("Cần chuẩn bị cho ngày đầu"), list(_day_one(plan, preview))),
            *_section(_("Chuyển cấp trên"), [f"{move.reference} → {move.parent}" for move in preview.moves]),
            *_section(_("Kế thừa"), [_edge(edge) for edge in preview.edges]),
        ]
    )


def _day_one(plan: Reorganisation, preview: Preview) -> Iterator[str]:
    """Yield what each new unit needs and has not yet: what it has of those before it is what passes on."""
    ids, now = reference_ids(), clock.now()
    for unit in preview.opens:
        before = [edge.predecessor for edge in plan.edges if edge.successor == unit.reference and edge.is_main]
        newcomer = Newcomer(ids.get(unit.reference), frozenset(ids[each] for each in before), now)
        yield from (f"{unit.name}: {each.text}" for each in reminders(newcomer))


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"{title}: {len(lines)}", *(f"  {line}" for line in lines)]


def _ending(ending: Ending, names: dict[str, str]) -> str:
    heir = names.get(ending.main_successor or "", ending.main_successor or _("không có đơn vị tiếp nhận"))
    work = "".join(f"; {handover.label}: {ending.work[handover.code]}" for handover in handovers())
    roles = _("vai trò: %(count)s") % {"count": ending.roles}
    return f"{ending.name:<62} → {heir} ({roles}{work})"


def _edge(edge: EdgeRecord) -> str:
    notes = [_("nhận hồ sơ")] if edge.is_main else []
    notes += [] if edge.verified else [_("chưa kiểm chứng")]
    return f"{edge.predecessor} → {edge.successor}" + (f" ({', '.join(notes)})" if notes else "")
