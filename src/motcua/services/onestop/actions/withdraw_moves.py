"""Take back, before a version begins, that dossiers go on under it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.ui.each_language import Sentence, in_each_language
from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.models import MovePlan, MoveState
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.queries.moves import has_begun, has_left
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def withdraw_moves(*, plan_id: UUID, reason: str, by: Staff, now: datetime) -> int:
    """Return how many dossiers stay under their old version; each says why, and the agreement itself is kept.

    Whoever agreed takes it back, or, once they write procedures no more, anybody who does, until the day the version
    begins. Raises NotAllowed, MovePlan.DoesNotExist, NeedMissing without a reason, DossierRefused when it is another's,
    none waits or the day has come.
    """
    require_designer(by, now)
    plan = MovePlan.objects.select_for_update(of=("self",)).select_related("version", "agreed_by").get(pk=plan_id)
    reason = reason_given(reason)
    _require_in_time(plan, by, now)
    # locked first: a job that looks at one of them now finds it ended, or has ended it itself
    waiting = list(plan.rows.select_for_update().filter(state=MoveState.WAITING).order_by("pk").values_list("pk"))
    if not waiting:
        raise DossierRefused("moves_are_over", _("Không còn hồ sơ nào chờ chuyển."))
    said = in_each_language(_said(plan, by, reason))
    count = plan.rows.filter(state=MoveState.WAITING).update(state=MoveState.LEFT, said=said, at=now)
    journal.record(
        actor=by.as_actor(),
        unit_id=None,
        action="onestop.withdraw_moves",
        target=("move_plan", str(plan.pk)),
        now=now,
        detail={"number": plan.version.number, "sha256": plan.version.sha256, "left": count, "reason": reason},
    )
    return count


def _said(plan: MovePlan, by: Staff, reason: str) -> Sentence:
    if plan.agreed_by == by:
        return format_lazy(_("Người đồng ý đã rút lại: {reason}"), reason=reason)
    text = _("{name} đã rút lại thay {agreed}, người không còn phụ trách: {reason}")
    return format_lazy(text, name=by.full_name, agreed=plan.agreed_by.full_name, reason=reason)


def _require_in_time(plan: MovePlan, by: Staff, now: datetime) -> None:
    if plan.agreed_by != by and not has_left(plan, now):
        text = _("Chỉ {name}, người đã đồng ý, rút lại được. Để dừng việc chuyển, hãy công bố phiên bản sửa lại.")
        raise DossierRefused("agreed_by_another", format_lazy(text, name=plan.agreed_by.full_name))
    if has_begun(plan, now):
        text = _("Phiên bản này đã bắt đầu hoặc đã được thay nên không rút lại được nữa. Kết quả ghi ở từng hồ sơ.")
        raise DossierRefused("moves_have_begun", text)
