"""Numbers that name a person, and telephone numbers: the rules are those of the people room."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import fault
from motcua.foundation.forms.types.base import LineType, Schema
from motcua.foundation.forms.values import JSON
from motcua.foundation.people import rules


class CheckedType(LineType):
    """A line that a function of the people room checks and normalises."""

    check: ClassVar[Callable[[str], str]]
    pattern: ClassVar[str]
    inputmode = "numeric"
    longest = 30
    spellcheck = False

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Ask the rule; its refusal is the fault."""
        try:
            return type(self).check(text)
        except Refused as refusal:
            raise fault(refusal.code, refusal.message) from refusal

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe the number."""
        return {"type": "string", "pattern": self.pattern}

    def mask(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show the last four characters."""
        return rules.mask_identity(str(answer))


class CccdType(CheckedType):
    """A personal identity number of twelve digits."""

    kind = Kind.CCCD
    check = rules.check_cccd
    pattern = r"^[0-9]{3}[0-3][0-9]{8}$"
    missing = _("Chưa nhập số căn cước.")


class CmndType(CheckedType):
    """The number of an old identity card, nine digits."""

    kind = Kind.CMND
    check = rules.check_cmnd
    pattern = r"^[0-9]{9}$"
    missing = _("Chưa nhập số chứng minh nhân dân.")


class PassportType(CheckedType):
    """The number of a passport."""

    kind = Kind.PASSPORT
    check = rules.check_passport
    inputmode = "text"
    pattern = r"^[A-Z0-9]{6,12}$"
    missing = _("Chưa nhập số hộ chiếu.")


class TaxCodeType(CheckedType):
    """A tax code of an organisation, a branch or a person."""

    kind = Kind.TAX_CODE
    check = rules.check_mst
    pattern = r"^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"
    missing = _("Chưa nhập mã số thuế.")


class PhoneType(CheckedType):
    """A Vietnamese telephone number."""

    kind = Kind.PHONE
    check = rules.check_phone
    input_type = "tel"
    inputmode = "tel"
    autocomplete = "tel"
    pattern = r"^0[0-9]{9,10}$"
    missing = _("Chưa nhập số điện thoại.")

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Group the digits as people say them: 0901 234 567."""
        number = str(answer)
        return f"{number[:4]} {number[4:-3]} {number[-3:]}"

    def mask(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show the first three and the last three digits."""
        return rules.mask_phone(str(answer))

    def search_text(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Search by the bare digits."""
        return str(answer)
