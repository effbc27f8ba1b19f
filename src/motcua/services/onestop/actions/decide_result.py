"""Decide a dossier: the leader approves or refuses, and the result is there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.definition import CopyKind
from motcua.services.onestop.delivery.preparing import prepare_parcel
from motcua.services.onestop.filing import keep_papers
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier, Outcome, PaperSource, ResultBy
from motcua.services.onestop.needs import meet_procedure, reason_given
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.results import issue_result, register_paper
from motcua.services.onestop.rules import decision_step
from motcua.services.onestop.states import Action, State

FILE_WANTED = _(
    "Người nộp chọn nhận bản điện tử: hãy kèm tệp kết quả đã ký, hoặc đánh dấu kết quả chỉ có bản giấy để mời đến nhận."
)


def decide_result(
    *,
    dossier_id: int,
    outcome: Outcome,
    by: Staff,
    now: datetime,
    reason: str = "",
    result: Upload | None = None,
    is_paper_only: bool = False,
    number: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Return the decided dossier, on its way to the counter. The legal clock ends here.

    `result` is the document as a file, issued with its QR code and under the seal (`results.issue_result`), and
    `number` its official number; without one the result is on paper, registered so that the paper can be checked
    (`results.register_paper`), and for an applicant who wants a file that must be said (`is_paper_only`). A refusal
    needs its reason. Needs a leader of the deciding unit, at the step of the decision. Raises Dossier.DoesNotExist,
    NotAllowed, NotNow, Conflict, NeedMissing, FileRefused, SealUnavailable, DossierRefused when earlier steps are not
    done.
    """
    actor = by.as_actor()
    stored = receive_file(upload=result, name=getattr(result, "name", "") or "", by=actor, now=now) if result else None
    with transaction.atomic():
        dossier, _roles = in_hand(
            Action.DECIDE, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
        )
        document = dossier.procedure_version.content
        if dossier.step != decision_step(document).key:
            raise DossierRefused("not_at_decision", _("Hồ sơ chưa đến bước ký kết quả. Hãy chờ thẩm định xong."))
        if dossier.result_by == ResultBy.ONLINE and stored is None and not is_paper_only:
            raise NeedMissing("result", FILE_WANTED)
        meet_procedure(dossier, Action.DECIDE, reason=reason, has_file=stored is not None)
        why = reason_given(reason) if outcome is Outcome.REFUSED else reason.strip()
        if stored is not None:
            stored = issue_result(dossier, stored, outcome=outcome, number=number, by=by, now=now)
        elif outcome is Outcome.APPROVED:
            register_paper(dossier, number=number, by=by, now=now)
        change_state(
            dossier,
            Move(
                Action.DECIDE,
                State.DECIDED,
                step=document.steps[-1].key,
                office_unit_id=dossier.receiving_unit_id,
                sets={"outcome": str(outcome), "holder_id": None, "step_due_at": None},
                payload={"outcome": str(outcome), "reason": why, "has_file": stored is not None},
            ),
            by=actor,
            now=now,
        )
        kind = CopyKind.ELECTRONIC if stored else CopyKind.ORIGINAL
        paper = HandedIn(copy_kind=kind, stored=stored, title=document.result.title.vi)
        keep_papers(dossier, [paper], PaperSource.RESULT, now=now)
        prepare_parcel(dossier, by=by, now=now)
    return dossier
