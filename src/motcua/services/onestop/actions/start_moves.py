"""Go on with moves that stopped half way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.runs.models import Run
from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require_designer
from motcua.services.onestop.designing.move_jobs import begin_moves
from motcua.services.onestop.models import MovePlan, MoveState
from motcua.services.onestop.queries.moves import has_begun
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def start_moves(*, plan_id: UUID, by: Staff, now: datetime) -> Run:
    """Return the run that moves the dossiers still waiting; a second press finds the one under way.

    Needs who writes procedures. Raises NotAllowed, MovePlan.DoesNotExist, and DossierRefused when none waits or the
    version has not begun.
    """
    require_designer(by, now)
    plan = MovePlan.objects.select_for_update(of=("self",)).select_related("version__procedure").get(pk=plan_id)
    if not plan.rows.filter(state=MoveState.WAITING).exists():
        raise DossierRefused("moves_are_over", _("Không còn hồ sơ nào chờ chuyển."))
    if not has_begun(plan, now):
        raise DossierRefused("moves_later", _("Phiên bản mới chưa bắt đầu. Hệ thống tự chuyển hồ sơ vào ngày đó."))
    return begin_moves(plan, by=by, now=now)
