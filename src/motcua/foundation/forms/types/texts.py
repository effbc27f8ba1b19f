"""Texts: a line, several lines, a person's name, a document's number, an e-mail address, a number plate."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import fault
from motcua.foundation.forms.types.base import FieldType, LineType, Schema, check_length, text_schema, tidy_lines
from motcua.foundation.forms.types.free_texts import initials, mask_free_text
from motcua.foundation.forms.values import JSON
from motcua.foundation.people.rules import mask_email

_EMAIL = re.compile(
    r"[A-Za-z0-9_%+\-]+(\.[A-Za-z0-9_%+\-]+)*@([A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_PLATE = re.compile(
    r"(\d{2})[ -]?([A-Z]{1,2}|[A-Z]\d)[ .-]+(\d{3})[. ]?(\d{2})|(\d{2})[ -]?([A-Z]{1,2}\d?)[ .-]+(\d{4})"
)
_COMPACT_PLATE = re.compile(r"(\d{2})([A-Z]{1,2}|[A-Z]\d)(\d{5})|(\d{2})([A-Z]{1,2})(\d{4})", re.ASCII)
_NAME_MARKS = " '’.-"


class TextType(LineType):
    """One line of free text."""

    kind = Kind.TEXT

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Check the length."""
        check_length(field, text, self.limit(field))
        return text

    def schema(self, field: Field) -> Schema:
        """Describe a text."""
        return text_schema(field, self.limit(field))

    def mask(self, field: Field, answer: JSON) -> str:
        """Hide what the question asks for, where that is an address, a name or a number."""
        return mask_free_text(field.label.vi, str(answer))


class LongTextType(FieldType):
    """Several lines of free text."""

    kind = Kind.LONG_TEXT
    longest = 2000

    def read(self, field: Field, raw: object, today: date | None) -> JSON:  # noqa: ARG002
        """Tidy the lines and check the length."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise fault("wrong_type", _("Mục này phải là chữ."))
        if not (text := tidy_lines(raw)):
            return None
        check_length(field, text, field.max_length or self.longest)
        return text

    def widget(self, field: Field) -> forms.Widget:
        """Return a text area."""
        return forms.Textarea({"rows": 5, "maxlength": field.max_length or self.longest})

    def schema(self, field: Field) -> Schema:
        """Describe a text."""
        return text_schema(field, field.max_length or self.longest)

    def mask(self, field: Field, answer: JSON) -> str:
        """Hide what the question asks for, where that is an address, a name or a number."""
        return mask_free_text(field.label.vi, str(answer))


class PersonNameType(LineType):
    """A person's whole name as written on papers: family name first, never split."""

    kind = Kind.PERSON_NAME
    longest = 100
    spellcheck = False
    missing = _("Chưa nhập họ và tên.")

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Refuse digits and signs that no name has."""
        if any(mark.isnumeric() for mark in text):
            raise fault("name_digits", _("Họ và tên không có chữ số. Nhập đúng như trên giấy tờ tùy thân."))
        strange = sorted({mark for mark in text if not (mark.isalpha() or mark in _NAME_MARKS)})
        if strange:
            raise fault("name_signs", _("Họ và tên có ký tự lạ: %(signs)s") % {"signs": " ".join(strange)})
        if not any(mark.isalpha() for mark in text):
            raise fault("name_letters", _("Họ và tên phải có chữ cái."))
        check_length(field, text, self.limit(field))
        return text

    def attributes(self, field: Field) -> dict[str, str | int]:
        """Let phones begin each word with a capital."""
        return super().attributes(field) | {"autocapitalize": "words"}

    def schema(self, field: Field) -> Schema:
        """Describe a name."""
        return text_schema(field, self.limit(field)) | {"pattern": r"^[^0-9<>|]+$"}

    def mask(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show initials and the given name: "N. V. An"."""
        return initials(str(answer))


class DocumentNumberType(LineType):
    """The number and symbol of a paper, e.g. 554/UBND-CCHC."""

    kind = Kind.DOCUMENT_NUMBER
    longest = 60
    spellcheck = False
    missing = _("Chưa nhập số của giấy tờ.")

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Allow letters, digits and the signs used in document symbols."""
        if any(not (mark.isalnum() or mark in " /.-&()") for mark in text):
            raise fault("number_signs", _("Số giấy tờ chỉ gồm chữ cái, chữ số và các dấu / - . &."))
        if not any(mark.isalnum() for mark in text):
            raise fault("number_empty", _("Số giấy tờ phải có chữ cái hoặc chữ số, ví dụ 554/UBND-CCHC."))
        check_length(field, text, self.limit(field))
        return text

    def schema(self, field: Field) -> Schema:
        """Describe a number."""
        return text_schema(field, self.limit(field))


class EmailType(LineType):
    """An e-mail address."""

    kind = Kind.EMAIL
    input_type = "email"
    inputmode = "email"
    autocomplete = "email"
    longest = 254
    spellcheck = False
    missing = _("Chưa nhập địa chỉ thư điện tử.")

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Check the shape; the domain becomes lower case."""
        if "@" not in text:
            raise fault("email_at", _("Địa chỉ thư điện tử thiếu ký tự @, ví dụ ten@vidu.vn."))
        if " " in text:
            raise fault("email_space", _("Địa chỉ thư điện tử không có khoảng trắng."))
        local, _at, domain = text.rpartition("@")
        address = f"{local}@{domain.lower()}"
        if not _EMAIL.fullmatch(address):
            raise fault("email", _("Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn."))
        check_length(field, address, self.limit(field))
        return address

    def schema(self, field: Field) -> Schema:
        """Describe an address."""
        return text_schema(field, self.limit(field)) | {"format": "email", "pattern": f"^{_EMAIL.pattern}$"}

    def mask(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show the first letter and the domain."""
        return mask_email(str(answer))


class VehiclePlateType(LineType):
    """A civil number plate: 51F-123.45, 59X1-123.45, 52P-1234."""

    kind = Kind.VEHICLE_PLATE
    longest = 20
    spellcheck = False
    missing = _("Chưa nhập biển số xe.")

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Bring any spelling into the one on the plate."""
        plate = text.upper()
        match = _PLATE.fullmatch(plate) or _COMPACT_PLATE.fullmatch(plate)
        if match is None or not plate.isascii():
            raise fault("plate", _("Biển số xe chưa đúng, ví dụ 51F-123.45 hoặc 59X1-123.45."))
        place, series, *digits = (part for part in match.groups() if part is not None)
        number = "".join(digits)
        return f"{place}{series}-{number}" if len(number) == 4 else f"{place}{series}-{number[:3]}.{number[3:]}"  # noqa: PLR2004

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe a plate."""
        return {
            "type": "string",
            "pattern": r"^[0-9]{2}([A-Z]{1,2}|[A-Z][0-9]|[A-Z]{2}[0-9])-([0-9]{3}\.[0-9]{2}|[0-9]{4})$",
        }
