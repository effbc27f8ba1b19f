"""Where the applicant is told: checked before anything is sent there. Pure."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from motcua.foundation.people.rules import check_phone
from motcua.services.onestop.refusals import DossierRefused


def checked_email(text: str) -> str:
    """Return the address without surrounding blanks, "" for none; raise DossierRefused for one that cannot be."""
    address = text.strip()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as fault:
        raise DossierRefused(
            "contact_email", _("Địa chỉ thư điện tử chưa đúng. Hãy viết như ten@vidu.vn hoặc bỏ trống.")
        ) from fault
    return address


def checked_phone(text: str) -> str:
    """Return the telephone number in ten digits, "" for none; raise WrongNumber for one that cannot be."""
    return check_phone(text) if text.strip() else ""
