"""Move the dossiers that were agreed on to their new version, one transaction each: it can stop and go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.definition import Text
from motcua.foundation.messages.staff_messages import Words, send_to_staff
from motcua.foundation.ui.each_language import Sentence, filled_in_each_language, in_each_language
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.designing.dry_run import Verdict
from motcua.services.onestop.designing.moving import move_version
from motcua.services.onestop.models import MovePlan, MoveRow, MoveState
from motcua.services.onestop.queries.dry_run import dry_run, under_way
from motcua.services.onestop.queries.moves import address_of


def carry_out_moves(
    *,
    plan_id: UUID,
    clock: Callable[[], datetime],
    tell: Callable[[int, str], None] = lambda _behind, _code: None,
) -> Counter[str]:
    """Return how many dossiers of the agreement stand where; before its version begins nothing is done.

    Each is judged again as it stands now, and moved only when nothing speaks against it that whoever agreed did not
    look at; else it is left, with the reason. `clock` gives the moment of each row; `tell` hears how many rows are
    behind and the code of the last one. What is left when a version began later than it was agreed on is told to
    whoever agreed. Two runs at once share the rows. Raises MovePlan.DoesNotExist.
    """
    plan = MovePlan.objects.select_related("agreed_by__user", "version__procedure").get(pk=plan_id)
    first = plan.first_day
    if first is None or first <= day_of(clock()):
        waiting = list(plan.rows.filter(state=MoveState.WAITING).values_list("pk", flat=True))
        for behind, row_id in enumerate(waiting, start=1):
            tell(behind, _do(plan, row_id, clock()))
    counted = Counter(dict(plan.rows.order_by().values_list("state").annotate(Count("pk"))))
    if counted[MoveState.LEFT] and not counted[MoveState.WAITING] and first != day_of(plan.agreed_at):
        _report(plan, counted, clock())
    return counted


@transaction.atomic
def _do(plan: MovePlan, row_id: int, now: datetime) -> str:
    row = MoveRow.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=row_id)
    if row.state == MoveState.WAITING:
        row.said = in_each_language(_said(plan, row, now))
        row.state = MoveState.LEFT if row.said else MoveState.MOVED
        row.at = now
        row.save(update_fields=["state", "said", "at"])
    return row.dossier.code


def _said(plan: MovePlan, row: MoveRow, now: datetime) -> Sentence:
    """Move the dossier and return "", or leave it where it is and return why."""
    version = plan.version
    if day_of(now) not in version.valid:
        return _("Phiên bản này không còn áp dụng.")
    chosen = under_way(version.procedure.slug).filter(pk=row.dossier_id).select_for_update(of=("self",))
    found = dry_run(chosen, version.content, now=now)
    if not found:
        return _("Hồ sơ đã kết thúc.")
    dossier, finding = found[0].dossier, found[0].finding
    if dossier.procedure_version.number >= version.number:
        return _("Hồ sơ đã theo phiên bản này hoặc phiên bản mới hơn.")
    if finding.verdict is Verdict.BLOCKED or not set(finding.in_vietnamese()) <= set(row.reasons):
        return format_lazy(" ".join("{}" for _reason in finding.reasons), *finding.reasons)
    try:
        with transaction.atomic():
            move_version(dossier, version, by=plan.agreed_by.as_actor(), now=now)
    except Refused as refused:
        return refused.message
    return ""


@transaction.atomic
def _report(plan: MovePlan, counted: Counter[str], now: datetime) -> None:
    sentence = _(
        "Thủ tục “%(title)s”, phiên bản %(number)s: đã chuyển %(moved)s hồ sơ; %(left)s hồ sơ giữ phiên bản cũ "
        "vì không còn như lúc anh/chị đồng ý. Lý do ghi ở từng hồ sơ."
    )
    procedure = plan.version.procedure
    values = {
        "title": Text(vi=procedure.title_vi, en=procedure.title_en).lazily,
        "number": plan.version.number,
        "moved": counted[MoveState.MOVED],
        "left": counted[MoveState.LEFT],
    }
    subject, body = in_each_language(_("Hồ sơ giữ phiên bản cũ")), filled_in_each_language(sentence, values)
    send_to_staff(
        [plan.agreed_by],
        Words(subject, body, address_of(plan)),
        about=("move_plan", str(plan.pk)),
        unit_id=plan.agreed_by.home_unit_id,
        now=now,
        once=f"moves:{plan.pk}",
    )
