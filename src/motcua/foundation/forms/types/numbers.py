"""Numbers as people write them here: dots group thousands, a comma begins the decimals."""

import re
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import fault
from motcua.foundation.forms.types.base import LineType, Schema
from motcua.foundation.forms.values import JSON

_GROUPED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+")
_GROUPED_BY_COMMAS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")
_WHOLE = re.compile(r"-?[0-9]+")
_EXACT = re.compile(r"-?[0-9]+\.[0-9]+")
GREATEST = 10**13
_FIRST_YEAR, _LAST_YEAR = 1000, 9999


class NumberType(LineType):
    """A whole number."""

    kind = Kind.NUMBER
    inputmode = "numeric"
    size_class = "narrow"
    longest = 40
    spellcheck = False
    places: ClassVar[int] = 0
    suffix: ClassVar[re.Pattern[str]] = re.compile(r"\Z")
    lowest: ClassVar[int] = -GREATEST
    missing = _("Chưa nhập số.")

    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Read a typed line or, from a program, a JSON number."""
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return self._bounded(field, _from_program(raw))
        return super().read(field, raw, today)

    def parse(self, field: Field, text: str, today: date | None) -> JSON:  # noqa: ARG002
        """Read digits, with or without thousands' dots and the unit."""
        bare = self.suffix.sub("", text.lower()).replace(" ", "").replace("−", "-")
        return self._bounded(field, self._value(bare))

    def _value(self, bare: str) -> Decimal:
        """Return the number behind a spelling without spaces."""
        whole, comma, fraction = bare.partition(",")
        if self.places == 0 and _GROUPED_BY_COMMAS.fullmatch(bare):
            whole, comma, fraction = bare.replace(",", ""), "", ""
        if _GROUPED.fullmatch(whole):
            whole = whole.replace(".", "")
        if not comma and self.places and _EXACT.fullmatch(whole):
            whole, comma, fraction = whole.partition(".")
        if not _WHOLE.fullmatch(whole) or (comma and not _WHOLE.fullmatch(fraction)) or fraction.startswith("-"):
            raise fault("not_a_number", self._example())
        return Decimal(f"{whole}.{fraction or 0}")

    def _example(self) -> str:
        """Say how to write the number."""
        if self.places:
            return str(_("Nhập bằng chữ số, dùng dấu phẩy cho phần lẻ, ví dụ 85,5."))
        return str(_("Nhập bằng chữ số, ví dụ 1.250."))

    def _bounded(self, field: Field, value: Decimal) -> JSON:
        """Hold the value against the decimals and bounds allowed."""
        low = Decimal(str(field.min)) if field.min is not None else Decimal(self.lowest)
        high = Decimal(str(field.max)) if field.max is not None else Decimal(GREATEST)
        if value < low:
            raise fault("too_small", _("Nhỏ quá: phải từ %(limit)s trở lên.") % {"limit": _spelled(field, low)})
        if value > high:
            raise fault("too_great", _("Lớn quá: không được quá %(limit)s.") % {"limit": _spelled(field, high)})
        if value != round(value, self.places):
            raise fault("too_exact", self._too_exact())
        return int(value) if value == int(value) else float(value)

    def _too_exact(self) -> str:
        """Say how many decimals are allowed."""
        if self.places:
            return str(_("Nhiều nhất %(places)s chữ số sau dấu phẩy.") % {"places": self.places})
        return str(_("Phải là số nguyên, không có phần lẻ."))

    def typed(self, field: Field, value: object) -> object:
        """Spell a clean number with dots and comma."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _spelled(field, _from_program(value))
        return value

    def display(self, field: Field, answer: JSON) -> str:
        """Show the number with its unit."""
        unit = field.unit.here() if field.unit else self.unit()
        return f"{self.typed(field, answer)} {unit}".strip()

    def unit(self) -> str:
        """Return the unit of the kind itself."""
        return ""

    def schema(self, field: Field) -> Schema:
        """Describe a number with its bounds."""
        described: Schema = {"type": "number" if self.places else "integer"}
        described["minimum"] = field.min if field.min is not None else self.lowest
        described["maximum"] = field.max if field.max is not None else GREATEST
        return described


class DecimalType(NumberType):
    """A number with up to four decimals."""

    kind = Kind.DECIMAL
    inputmode = "decimal"
    places = 4


class MoneyType(NumberType):
    """An amount in đồng, without decimals."""

    kind = Kind.MONEY
    suffix = re.compile(r"\s*(đồng|đ|vnđ|vnd|₫)\.?\Z")
    lowest = 0
    missing = _("Chưa nhập số tiền.")

    def unit(self) -> str:
        """Return the currency."""
        return str(_("đồng"))


class AreaType(NumberType):
    """An area in square metres with up to two decimals."""

    kind = Kind.AREA
    inputmode = "decimal"
    places = 2
    suffix = re.compile(r"\s*(m²|m2|mét vuông)\.?\Z")
    lowest = 0
    missing = _("Chưa nhập diện tích.")

    def unit(self) -> str:
        """Return square metres."""
        return "m²"


def _spelled(field: Field, value: Decimal) -> str:
    """Return a number as people write it; one that has four digits whatever it is says a year, which has no dots."""
    is_year = field.min is not None and field.max is not None and _FIRST_YEAR <= field.min <= field.max <= _LAST_YEAR
    return f"{value.normalize():f}" if is_year else group(value)


def group(value: Decimal) -> str:
    """Return a number as written here: 1.263.600 or 1.263,5."""
    whole, _dot, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def _from_program(raw: float) -> Decimal:
    """Return a JSON number as written; raises Faulty for NaN and infinity."""
    value = Decimal(str(raw))
    if not value.is_finite():
        raise fault("not_a_number", _("Nhập bằng chữ số, ví dụ 1.250."))
    return value
