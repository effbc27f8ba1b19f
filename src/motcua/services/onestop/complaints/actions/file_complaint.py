"""File a complaint about the handling of a dossier."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.clock import ends, law_for
from motcua.services.onestop.complaints.offices import offices_complained_of
from motcua.services.onestop.complaints.receiving import dossier_in_hand, receive_complaint
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import OPEN
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.offers import is_remote


@transaction.atomic
def file_complaint(*, dossier_id: int, unit_id: int, text: str, now: datetime, by: Staff | None = None) -> Complaint:
    """Return the complaint, numbered, about one of the two offices of the dossier, or what has taken one over.

    The caller has made sure that it is the applicant (`check_identity`); or `by`, a receptionist or leader of the
    receiving unit or of its successor, wrote it down for an applicant who came with their identity paper. One complaint
    about an office is open at a time; it is lodged within the time of the law after the dossier was closed. Raises
    Dossier.DoesNotExist, NotAllowed, NeedMissing, ComplaintRefused.
    """
    words = reason_given(text)
    dossier = dossier_in_hand(dossier_id, by, now)
    complaint = Complaint(dossier=dossier, unit_id=unit_id, text=words, is_remote=is_remote(unit_id, now))
    _check(complaint, dossier, now)
    return receive_complaint(complaint, by=by, now=now)


def _check(complaint: Complaint, dossier: Dossier, now: datetime) -> None:
    unit_id = complaint.unit_id
    if unit_id not in offices_complained_of(dossier, day_of(now)):
        raise ComplaintRefused("not_its_office", _("Hãy chọn cơ quan tiếp nhận hoặc cơ quan giải quyết hồ sơ này."))
    about_it = Q(answering=unit_id, first=None) | Q(first__answering=unit_id)
    if dossier.complaints.filter(about_it, state__in=OPEN).exists():
        raise ComplaintRefused(
            "complaint_open", _("Đã có một khiếu nại về cơ quan này đang được giải quyết. Hãy theo dõi khiếu nại đó.")
        )
    if dossier.closed_at is not None:
        lodge = law_for(complaint, now).lodge
        if now > ends(lodge, unit_id=unit_id, start=dossier.closed_at):
            raise ComplaintRefused(
                "too_late",
                _(
                    "Đã quá thời hiệu khiếu nại tính từ ngày kết thúc hồ sơ. Hãy đến nơi tiếp công dân để được hướng "
                    "dẫn."
                ),
            )
