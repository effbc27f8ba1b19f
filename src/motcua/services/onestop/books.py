"""What is written into the official books? The follow-up book of dossiers (Mẫu 06 TT 01/2018, Mẫu 07 TT 03/2025)."""

from django.utils import translation

from motcua.services.onestop.models import Dossier
from motcua.services.onestop.notices import shown_moment

FOLLOW_UP = "so-theo-doi-ho-so"


def follow_up_columns(dossier: Dossier) -> dict[str, str]:
    """Return the columns known at acceptance; the return of the result is a later line. Books are in Vietnamese."""
    with translation.override("vi"):
        return {
            "dossier_code": dossier.code,
            "procedure": dossier.procedure.title_vi,
            "applicant": dossier.applicant.full_name,
            "contact": dossier.contact_phone or dossier.contact_email,
            "received_at": shown_moment(dossier.accepted_at) if dossier.accepted_at else "",
            "due_at": shown_moment(dossier.next_due_at),
            "result_by": dossier.get_result_by_display(),
        }
