"""What an act cannot be done without, and the sentence when it is missing."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.models import Dossier
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.rules import names_somebody


def reason_given(text: str) -> str:
    """Return the reason without surrounding blanks; raise NeedMissing when there is none."""
    if not text.strip():
        raise NeedMissing("reason", _("Chưa ghi lý do. Chưa thay đổi gì: hãy ghi lý do rồi làm lại."))
    return text.strip()


def legal_ground_given(text: str) -> str:
    """Return the legal ground without surrounding blanks; raise NeedMissing when there is none."""
    if not text.strip():
        raise NeedMissing(
            "legal_ground", _("Chưa ghi căn cứ pháp lý. Chưa thay đổi gì: hãy ghi văn bản, điều, khoản rồi làm lại.")
        )
    return text.strip()


def evidence_given(text: str) -> str:
    """Return what shows that something happened, without surrounding blanks; raise NeedMissing when there is none."""
    if not text.strip():
        raise NeedMissing(
            "evidence", _("Chưa ghi văn bản chứng minh. Chưa thay đổi gì: hãy ghi số, ngày của văn bản rồi làm lại.")
        )
    return text.strip()


def refuse_personal_data(dossier: Dossier, texts: Sequence[str]) -> None:
    """Raise DossierRefused when one of `texts`, which the look-up will show, says who the applicant is."""
    person = dossier.applicant
    numbers = [person.identity_number, person.phone, dossier.contact_phone]
    if names_somebody(texts, full_name=person.full_name, numbers=numbers):
        raise DossierRefused(
            "personal_data",
            _("Nội dung này hiện ở trang tra cứu. Không ghi họ tên, số giấy tờ hay số điện thoại của người nộp."),
        )
