"""What an act cannot be done without, and the sentence when it is missing."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.models import Charge
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.procedure_acts import needs_of
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.rules import names_somebody
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import Need


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


def meet_procedure(dossier: Dossier, action: Action, *, reason: str = "", has_file: bool = False) -> None:
    """Raise NeedMissing unless what the procedure asks of `action` on top of the table is given.

    A payment counts as made when every charge of the dossier is settled; without a charge, once it was confirmed.
    """
    asked = needs_of(dossier.procedure_version.content, action, dossier.step)
    if Need.REASON in asked:
        reason_given(reason)
    if Need.FILE in asked and not has_file:
        raise NeedMissing("file", _("Thủ tục này cần tệp kết quả đã ký. Chưa thay đổi gì: hãy kèm tệp rồi làm lại."))
    if Need.PAYMENT in asked and not _is_paid(dossier):
        raise NeedMissing(
            "payment",
            _(
                "Thủ tục này chỉ làm tiếp khi đã xác nhận nghĩa vụ tài chính. Chưa thay đổi gì: hãy yêu cầu nộp tiền "
                "và xác nhận đã nộp trước."
            ),
        )


def _is_paid(dossier: Dossier) -> bool:
    charges = list(Charge.objects.about(DOSSIER, str(dossier.pk)).filter(cancelled_at=None))
    if charges:
        return all(charge.row.settles for charge in charges)
    return dossier.events.filter(kind=Action.CONFIRM_PAYMENT).exists()


def refuse_personal_data(dossier: Dossier, texts: Sequence[str]) -> None:
    """Raise DossierRefused when one of `texts`, which the look-up will show, says who the applicant is."""
    person = dossier.applicant
    numbers = [person.identity_number, person.phone, dossier.contact_phone]
    names = {person.full_name, dossier.applicant_name}
    if any(names_somebody(texts, full_name=name, numbers=numbers) for name in names):
        raise DossierRefused(
            "personal_data",
            _("Nội dung này hiện ở trang tra cứu. Không ghi họ tên, số giấy tờ hay số điện thoại của người nộp."),
        )
