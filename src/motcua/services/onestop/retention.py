"""How long the one-stop keeps a dossier, and which ones have come to their end."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import Ended, Found, RecordClass, kept_for_ever, swept
from motcua.services.onestop.actions.destroy_dossier import destroy_dossier
from motcua.services.onestop.models import Dossier

ROOM: Final = "motcua.services.onestop"
CLASS: Final = "dossier"
CONSENT: Final = "help_consent"


def ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the dossiers that the units decided and that were closed before a moment, oldest first. One query."""
    over = Dossier.objects.filter(deciding_unit__in=unit_ids, closed_at__lt=before, destroyed_at=None)
    rows = over.order_by("closed_at", "pk").values_list("pk", "code", "deciding_unit", "closed_at")
    return [Ended(str(pk), code, unit_id, at) for pk, code, unit_id, at in rows[:most] if at]


def find(name: str) -> Found | None:
    """Return the dossier with this code, None when there is none."""
    row = Dossier.objects.filter(code=name).values_list("pk", "deciding_unit", "destroyed_at").first()
    return None if row is None else Found(str(row[0]), row[1], is_destroyed=row[2] is not None)


DOSSIERS: Final = RecordClass(
    code=CLASS,
    label=_("Hồ sơ thủ tục hành chính"),
    begins=_("ngày kết thúc hồ sơ"),
    terms=terms_in(ROOM, CLASS),
    ended=ended,
    find=find,
    destroy=destroy_dossier,
    held_with=(CONSENT,),  # which goes along with its dossier
    covers=(
        *("onestop.Dossier", "onestop.DossierEvent", "onestop.DossierPaper", "onestop.Delivery", "onestop.Batch"),
        *("onestop.IssuedResult", "onestop.Parcel", "onestop.ParcelEvent", "onestop.Complaint"),
        *("onestop.ComplaintEvent", "people.Person", "people.FormerIdentity"),
        *("attachments.StoredFile", "documents.IssuedDocument"),
    ),
    messages_about=("dossier",),
)
DRAFTS: Final = swept(
    "draft",
    _("Bản nháp chưa nộp, số lần tra cứu sai"),
    _("lần lưu cuối"),
    terms_in(ROOM, "draft"),
    covers=("onestop.Draft", "onestop.DraftPaper", "onestop.LookupAttempt"),
)
FIGURES: Final = kept_for_ever(
    "figures",
    _("Số liệu thống kê theo ngày, tháng, theo người xử lý"),
    _("ngày tính"),
    terms_in(ROOM, "figures"),
    covers=[f"onestop.Figure{name}" for name in ("Day", "Time", "Step", "Month", "Difference", "Part", "Edition")],
)
FIGURE_EXPORTS: Final = swept(
    "figure_export",
    _("Tệp số liệu do cán bộ yêu cầu"),
    _("ngày yêu cầu"),
    terms_in(ROOM, "figure_export"),
    covers=("onestop.FigureExport",),
)
