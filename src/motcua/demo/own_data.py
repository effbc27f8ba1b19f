"""What two residents of ward 4 ask about their own data, and a dossier of the ward that is held back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from motcua.demo.spring.people import cast, on_a_working_day, ward
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.retention import CLASS

WARD: Final = 4
ASKED: Final = (
    (RequestKind.CORRECTION, "Sửa số điện thoại của tôi.", 9),
    (RequestKind.ACCESS, "Cho tôi nhận bản sao.", 1),
)
HELD_FOR: Final = timedelta(days=180)


def ask_about_data(*, now: datetime) -> None:
    """Play it at `now`: one request was answered, one waits; a demo without dossiers at the ward has none."""
    known, unit = cast(), ward(WARD)
    dossiers = list(Dossier.objects.filter(receiving_unit=unit).select_related("applicant").order_by("-filed_at")[:2])
    for dossier, (kind, text, days) in zip(dossiers, ASKED, strict=False):
        morning = (now - timedelta(days=days)).astimezone(ZONE).replace(hour=9, minute=10)
        moment = min(on_a_working_day(morning), now)
        asked = receive_request(
            person=dossier.applicant,
            unit_id=unit.pk,
            kind=kind,
            proof=IdentityProof.IDENTITY_CARD,
            text=text,
            by=known.staff[f"p{WARD}.tiepnhan"],
            now=moment,
        )
        if kind is RequestKind.CORRECTION:
            answer_request(
                request_id=asked.pk,
                outcome=Outcome.GRANTED,
                answer="Đã sửa theo giấy tờ xuất trình.",
                by=known.leader(f"p{WARD}"),
                now=min(moment + timedelta(hours=3), now),
            )
    for dossier in dossiers[:1]:
        place_hold(
            record_class=CLASS,
            record_id=str(dossier.pk),
            name=dossier.code,
            unit_id=unit.pk,
            reason="Đang giải quyết khiếu nại về kết quả hồ sơ.",
            until=(now + HELD_FOR).date(),
            by=known.leader(f"p{WARD}"),
            now=now,
        )
