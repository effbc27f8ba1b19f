"""Agree, once more, that dossiers go on under a version that is published."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.designing.agreeing import agreed_rows, keep_agreement
from motcua.services.onestop.models import MovePlan, ProcedureVersion
from motcua.services.onestop.queries.moves import is_open_again, under_older
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def agree_moves(
    *, plan_id: UUID, agreed: Collection[int], looked_at: Collection[int] = (), by: Staff, now: datetime
) -> MovePlan:
    """Return the new agreement about the version of an earlier one, which was taken back or has come to its end.

    The earlier one and what became of its dossiers stay as they were. Ids and refusals are those of
    `publish_definition_draft`; what is agreed moves at once, or on the day the version begins. Needs who writes
    procedures. Raises NotAllowed, MovePlan.DoesNotExist, DossierRefused when dossiers of the earlier one still wait,
    the version holds no more, nothing is chosen or one of it cannot be moved as things stand now.
    """
    require_designer(by, now)
    earlier = MovePlan.objects.get(pk=plan_id)
    # two who agree at once: the second finds the agreement of the first
    locked = ProcedureVersion.objects.select_for_update(of=("self",)).select_related("procedure")
    version = locked.get(pk=earlier.version_id)
    if not is_open_again(version, now):
        text = _("Phiên bản này còn hồ sơ chờ chuyển theo lần đồng ý trước, hoặc không còn áp dụng.")
        raise DossierRefused("moves_still_wait", text)
    rows = agreed_rows(
        under_older(version), version.content, agreed=frozenset(agreed), looked_at=frozenset(looked_at), now=now
    )
    if not rows:
        raise DossierRefused("nothing_chosen", _("Chưa chọn hồ sơ nào. Hãy đánh dấu ít nhất một hồ sơ."))
    plan = keep_agreement(version, rows, by=by, now=now, number=version.moves.count() + 1)
    journal.record(
        actor=by.as_actor(),
        unit_id=None,
        action="onestop.agree_moves",
        target=("move_plan", str(plan.pk)),
        now=now,
        detail={"number": version.number, "sha256": version.sha256, "agreed": len(rows), "after": str(earlier.pk)},
    )
    return plan
