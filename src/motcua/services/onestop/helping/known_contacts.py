"""Is a telephone or an e-mail really the citizen's? Refuse what is known to be somebody else's.

What the citizen is told goes there, the code of their consent first: with a contact of the helper's own, the helper
would agree for them. Accounts hold no telephone, so three things are asked instead: is it the number of a member of an
advisory team, has somebody of the helper's very name given it in a matter of their own, and has it been given for many
others already.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.people.models import Person
from motcua.foundation.people.rules import search_key
from motcua.foundation.units.models import Staff, User
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.models import HelpedFiling, TeamMember

SHARED_BY = 3  # citizens who give one telephone or e-mail within a year: parents and children in one house do
_YEAR = timedelta(days=365)


def check_contacts(*, phone: str, email: str, full_name: str, identity_number: str, by: Staff, now: datetime) -> None:
    """Raise HelpRefused for a contact that is known to be of somebody who helps, or is given for everybody."""
    if email and User.objects.filter(email__iexact=email).exists():
        raise HelpRefused(
            "staff_contact",
            _(
                "Đây là thư điện tử của một tài khoản cán bộ hoặc tình nguyện viên. Hãy ghi địa chỉ của chính công "
                "dân, hoặc bỏ trống."
            ),
        )
    if phone and _is_a_helpers(phone, full_name, by):
        raise HelpRefused(
            "helpers_phone",
            _(
                "Đây là số điện thoại của người nộp giúp hoặc của một thành viên tổ. Hãy ghi số của chính công dân; "
                "nếu công dân không có điện thoại, hãy bỏ trống và dùng giấy đồng ý có chữ ký hoặc người làm chứng."
            ),
        )
    for contact, found in (("phone", phone), ("email", email)):
        if found and _others_with(contact, found, identity_number, now) >= SHARED_BY:
            raise HelpRefused(
                "contact_of_many",
                format_lazy(
                    _(
                        "{contact} đã được ghi cho {many} người khác trong 12 tháng qua nên khó là của riêng công dân "
                        "này. Hãy ghi số, địa chỉ của chính công dân, hoặc bỏ trống và dùng giấy đồng ý có chữ ký."
                    ),
                    contact=found,
                    many=SHARED_BY,
                ),
            )


def _is_a_helpers(phone: str, full_name: str, by: Staff) -> bool:
    """Tell whether a member of any team has the number, or somebody called like the helper, who is not helped here."""
    if TeamMember.objects.filter(phone=phone).exists():
        return True
    name = search_key(by.full_name)
    return name != search_key(full_name) and Person.objects.filter(phone=phone, search_key=name).exists()


def _others_with(contact: str, found: str, identity_number: str, now: datetime) -> int:
    """Return for how many others it was given within a year, whoever helped them."""
    given = {f"{contact}__iexact": found, "started_at__gt": now - _YEAR, "consented_at__isnull": False}
    others = HelpedFiling.objects.filter(**given).exclude(identity_number=identity_number)
    return others.values("identity_number").distinct().count()
