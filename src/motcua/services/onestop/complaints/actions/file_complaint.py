"""File a complaint about the handling of a dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.change_complaint import ComplaintMove, change_complaint
from motcua.services.onestop.complaints.clock import ends, law_on
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import OPEN, ComplaintAction
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.needs import reason_given

WRITERS = (Role.RECEPTIONIST, Role.LEADER)  # at the counter, for an applicant who came there


@transaction.atomic
def file_complaint(*, dossier_id: int, unit_id: int, text: str, now: datetime, by: Staff | None = None) -> Complaint:
    """Return the complaint, numbered, about one of the two offices of the dossier.

    The caller has made sure that it is the applicant (`check_identity`); or `by`, a receptionist or leader of the
    receiving unit, wrote it down for an applicant who came with their identity paper. One complaint about an office is
    open at a time; it is lodged within the time of the law after the dossier was closed. Raises Dossier.DoesNotExist,
    NotAllowed, NeedMissing, ComplaintRefused.
    """
    words = reason_given(text)
    # the second of two presses waits here and finds the complaint of the first
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if by is not None:
        require_role(by, dossier.receiving_unit_id, WRITERS, now)
    _check(dossier, unit_id, now)
    day = day_of(now)
    law = law_on(day)
    series = SeriesKey(unit_id, "onestop.complaint", str(day.year))
    number = f"{issue_number(series=series, now=now, about=f'dossier:{dossier.pk}'):02}/{day.year}/KN"
    complaint = Complaint(
        uid=uuid4(),
        number=number,
        dossier=dossier,
        unit_id=unit_id,
        answering_id=unit_id,
        superior_id=version_on(unit_id, day).parent_id,
        text=words,
        filed_at=now,
        next_due_at=ends(law.accept, unit_id=unit_id, start=now),
    )
    change_complaint(complaint, ComplaintMove(ComplaintAction.FILE), by=by, now=now)
    return complaint


def _check(dossier: Dossier, unit_id: int, now: datetime) -> None:
    if unit_id not in {dossier.receiving_unit_id, dossier.deciding_unit_id}:
        raise ComplaintRefused("not_its_office", _("Hãy chọn cơ quan tiếp nhận hoặc cơ quan giải quyết hồ sơ này."))
    if dossier.complaints.filter(answering=unit_id, state__in=OPEN).exists():
        raise ComplaintRefused(
            "complaint_open", _("Đã có một khiếu nại về cơ quan này đang được giải quyết. Hãy theo dõi khiếu nại đó.")
        )
    if dossier.closed_at is not None:
        lodge = law_on(day_of(now)).lodge
        if now > ends(lodge, unit_id=unit_id, start=dossier.closed_at):
            raise ComplaintRefused(
                "too_late",
                _(
                    "Đã quá thời hiệu khiếu nại tính từ ngày kết thúc hồ sơ. Hãy đến nơi tiếp công dân để được hướng "
                    "dẫn."
                ),
            )
