"""Who is helped, by whom, and is it the same person who agreed? Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.forms.definition import Kind
from motcua.foundation.people.rules import CMND_LENGTH, check_cccd, check_cmnd, check_passport, digits_of
from motcua.foundation.ui.text import fold
from motcua.services.onestop.applicants import applicant_of
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import ConsentWay, ResultBy

SHOWN_AFTERWARDS = timedelta(minutes=30)  # to whoever filed: the look-up code to hand to the citizen
CODE_LASTS = timedelta(minutes=30)


def checked_identity(text: str) -> str:
    """Return the number of an identity card, an old people's identity card or a passport; raise WrongNumber."""
    number = digits_of(text)
    if number.isascii() and number.isdecimal():
        return check_cmnd(number) if len(number) == CMND_LENGTH else check_cccd(number)
    return check_passport(number)


def check_consent(way: ConsentWay, *, has_paper: bool, witness: str, has_contact: bool) -> None:
    """Raise HelpRefused unless what this way of agreeing needs is there."""
    if way is ConsentWay.PAPER and not has_paper:
        raise HelpRefused("no_paper", gettext_lazy("Chưa kèm ảnh hoặc bản quét giấy đồng ý có chữ ký của công dân."))
    if way is ConsentWay.WITNESS and not witness.strip():
        raise HelpRefused("no_witness", gettext_lazy("Chưa ghi họ tên người làm chứng."))
    if way is ConsentWay.CODE and not has_contact:
        raise HelpRefused(
            "nowhere_to_send", gettext_lazy("Muốn gửi mã phải có số điện thoại hoặc thư điện tử của công dân.")
        )


@dataclass(frozen=True)
class Agreed:
    """Who agreed: a person, for themselves, or for the organisation or household business they represent."""

    full_name: str
    identity_number: str
    organisation: str = ""
    tax_code: str = ""

    @property
    def applicant(self) -> tuple[str, str]:
        """Return name and number of whoever applies."""
        return (self.organisation, self.tax_code) if self.organisation else (self.full_name, self.identity_number)


def names_organisation(document: ProcedureDocument) -> bool:
    """Tell whether an organisation or a household business applies: its tax code is asked for."""
    asked = document.form.by_key.get(document.applicant_fields.identity_number)
    return asked is not None and asked.type is Kind.TAX_CODE


def check_organisation(document: ProcedureDocument, agreed: Agreed) -> None:
    """Raise HelpRefused unless who agreed is of the kind that applies."""
    if names_organisation(document) and not agreed.organisation:
        raise HelpRefused(
            "no_organisation",
            gettext_lazy("Thủ tục này do tổ chức, hộ kinh doanh đứng tên. Hãy ghi tên và mã số thuế của nơi đó."),
        )
    if agreed.organisation and not names_organisation(document):
        raise HelpRefused(
            "people_only", gettext_lazy("Thủ tục này do cá nhân đứng tên. Hãy bỏ trống tên và mã số thuế của tổ chức.")
        )


def check_same_person(document: ProcedureDocument, answers: Mapping[str, Any], agreed: Agreed) -> None:
    """Raise HelpRefused when the answers name somebody else than who agreed, or than what they represent.

    Answers without a name are left to the form, which refuses them itself.
    """
    if not answers.get(document.applicant_fields.full_name):
        return
    check_organisation(document, agreed)
    applicant = applicant_of(document, answers)
    full_name, identity_number = agreed.applicant
    asks_number = document.applicant_fields.identity_number in document.form.by_key
    number = digits_of(applicant.identity_number or "").upper()
    if fold(applicant.full_name) != fold(full_name) or (asks_number and number != identity_number):
        raise HelpRefused(
            "another_person",
            gettext_lazy(
                "Họ tên, tên tổ chức hoặc số giấy tờ trong tờ khai khác với người đã đồng ý cho nộp giúp. Hãy sửa tờ "
                "khai, hoặc bắt đầu lại với đúng người."
            ),
        )


def check_same_contacts(document: ProcedureDocument, answers: Mapping[str, Any], *, phone: str, email: str) -> None:
    """Raise HelpRefused when the answers name a telephone or an e-mail that the consent does not name.

    Whoever helps must not turn aside what the citizen is told.
    """
    fields = document.applicant_fields
    told_phone, told_email = str(answers.get(fields.phone) or ""), str(answers.get(fields.email) or "")
    if (told_phone and digits_of(told_phone) != phone) or (told_email and told_email.casefold() != email.casefold()):
        raise HelpRefused(
            "other_contacts",
            gettext_lazy(
                "Điện thoại hoặc thư điện tử trong tờ khai khác với số, địa chỉ ghi khi công dân đồng ý. Hãy sửa tờ "
                "khai cho khớp, hoặc bỏ lần nộp giúp này và bắt đầu lại với đúng số, địa chỉ của công dân."
            ),
        )


def check_way_of_result(result_by: ResultBy, *, has_contact: bool) -> None:
    """Raise HelpRefused for a way in which the result could reach whoever helped instead of the citizen, or nobody."""
    if result_by == ResultBy.ONLINE:
        raise HelpRefused(
            "no_download",
            gettext_lazy(
                "Hồ sơ nộp giúp không nhận kết quả bản điện tử ở trang tra cứu được. Hãy chọn cách nhận khác, ví dụ "
                "nhận tại quầy."
            ),
        )
    if result_by == ResultBy.HOME and not has_contact:
        raise HelpRefused(
            "no_door_code",
            gettext_lazy(
                "Giao tại nhà phải gửi mã nhận cho công dân, mà lúc đồng ý công dân không để lại điện thoại hay thư "
                "điện tử. Hãy chọn cách nhận khác, ví dụ nhận tại quầy."
            ),
        )


def under(team: str, unit: str) -> str:
    """Return whose hand it was as everybody may read it: team and unit, no name of a person."""
    return _("%(team)s (%(unit)s)") % {"team": team, "unit": unit} if team else unit
