"""What does a new unit need for its procedures, and has not yet? Money, seal, calendar, and somebody in each role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.documents.signing.seals import has_seal_of_authority
from motcua.foundation.payments.access import ARRANGERS
from motcua.foundation.payments.models import BankAccount
from motcua.foundation.payments.receipts import has_book
from motcua.foundation.units.day_one import Missing, Newcomer
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.models import CalendarDay, ClockRule, Shift
from motcua.foundation.worktime.queries import calendar_for
from motcua.services.onestop.definition import Office, ProcedureDocument
from motcua.services.onestop.models import ProcedureOffer, ProcedureVersion
from motcua.services.onestop.queries.owners import staffed

ADMINISTRATORS = (Role.ADMINISTRATOR,)


@dataclass(frozen=True)
class Work:
    """A procedure that the unit receives, decides, or both."""

    document: ProcedureDocument
    receives: bool
    decides: bool

    @property
    def roles(self) -> set[Role]:
        """Return the roles of its steps that are done at the unit."""
        return {step.role for step in self.document.steps if self._is_here(step.office)}

    def _is_here(self, office: Office) -> bool:
        return self.receives if office is Office.RECEIVING else self.decides


def missing_for_procedures(newcomer: Newcomer) -> Iterator[Missing]:
    """Yield what the unit lacks for what it receives and decides, or what those did whose work goes to it.

    A unit without procedures needs nothing. A fixed number of queries.
    """
    work = _work_of(newcomer)
    if any(each.receives and not each.document.fee.free for each in work):
        yield from _for_money(newcomer.unit_id)
    if any(each.decides for each in work) and not has_seal_of_authority():
        yield Missing(
            _("Hệ thống chưa có chứng thư số chính thức để ký, đóng dấu kết quả: nhờ người vận hành cài đặt.")
        )
    if work:
        yield from _for_days(newcomer)
        yield from _for_steps(newcomer, work)


def _work_of(newcomer: Newcomer) -> list[Work]:
    units = newcomer.unit_ids
    offers = ProcedureOffer.objects.filter(Q(unit__in=units) | Q(deciding_unit__in=units), closed_at__isnull=True)
    places: dict[int, tuple[bool, bool]] = {}
    for procedure, receiving, deciding in offers.values_list("procedure", "unit", "deciding_unit"):
        receives, decides = places.get(procedure, (False, False))
        places[procedure] = (receives or receiving in units, decides or deciding in units)
    versions = ProcedureVersion.objects.on(day_of(newcomer.at)).filter(procedure__in=places).defer("document")
    return [Work(version.content, *places[version.procedure_id]) for version in versions]


def _for_money(unit_id: int | None) -> Iterator[Missing]:
    if unit_id is None or not has_book(unit_id):
        yield Missing(_("Chưa có quyển biên lai để thu tiền mặt."), "payments_staff:setup", ARRANGERS)
    if unit_id is None or not BankAccount.objects.filter(unit=unit_id, closed_at__isnull=True).exists():
        yield Missing(_("Chưa có tài khoản ngân hàng để thu qua mã VietQR."), "payments_staff:setup", ARRANGERS)


def _for_days(newcomer: Newcomer) -> Iterator[Missing]:
    """Yield what its calendar lacks: the year, or the hours and days off that those before it had of their own."""
    calendar, year = calendar_for(newcomer.unit_id), day_of(newcomer.at).year
    if year not in calendar.years:
        yield Missing(
            format_lazy(_("Chưa có lịch làm việc năm {year}."), year=year), "worktime:calendar", ADMINISTRATORS
        )
    elif year in calendar.provisional_years:
        text = format_lazy(_("Lịch làm việc năm {year} mới là dự kiến."), year=year)
        yield Missing(text, "worktime:calendar", ADMINISTRATORS)
    own = [newcomer.unit_id] if newcomer.unit_id is not None else []
    if _has_own_days(newcomer.heir_of, newcomer) and not _has_own_days(own, newcomer):
        text = _("Giờ làm việc, ngày nghỉ riêng của cơ quan trước không chuyển sang: đặt lại nếu vẫn áp dụng.")
        yield Missing(text, "worktime:calendar", ADMINISTRATORS)


def _has_own_days(unit_ids: Collection[int], newcomer: Newcomer) -> bool:
    day = day_of(newcomer.at)
    return bool(unit_ids) and (
        Shift.objects.filter(unit__in=unit_ids, valid__contains=day).exists()
        or ClockRule.objects.filter(unit__in=unit_ids, valid__contains=day).exists()
        or CalendarDay.objects.filter(unit__in=unit_ids, date__gte=day).exists()
    )


def _for_steps(newcomer: Newcomer, work: Collection[Work]) -> Iterator[Missing]:
    """Yield each role of a step that nobody in service holds there; roles pass on with the work."""
    needed = Counter(role for each in work for role in each.roles)
    by_unit = staffed(newcomer.at, needed)
    held = {role for unit in newcomer.unit_ids for role in by_unit.get(unit, ())}
    for role in Role:
        if needed[role] and role not in held:
            text = _("Chưa có người giữ vai trò “{role}”, cần cho {count} thủ tục.")
            said = format_lazy(text, role=role.label, count=needed[role])
            yield Missing(said, "units:staff_list", ADMINISTRATORS)
