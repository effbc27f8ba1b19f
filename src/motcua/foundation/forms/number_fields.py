"""Form fields for the numbers that officials type, read as numbers are written here: "50.000" is fifty thousand.

Django's own fields take "50.000" for fifty, and a receipt over fifty đồng is written before anybody sees it.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.filters import grouped_later

_BLANKS = re.compile(r"\s")
_GROUPED = re.compile(r"(-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_GROUPED_BY_COMMAS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+")
_PLAIN = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,6})?")


def read_number(text: str, *, is_whole: bool = False) -> int | float | None:
    """Return the number that was written, None when it is none.

    Dots group thousands and a comma begins the decimals; a dot that groups nothing begins them too. Where numbers are
    whole, or written with several of them, commas group as well.
    """
    bare = _BLANKS.sub("", text).replace("−", "-")
    if grouped := _GROUPED.fullmatch(bare):
        bare = grouped[1].replace(".", "") + (f".{grouped[2]}" if grouped[2] else "")
    elif _GROUPED_BY_COMMAS.fullmatch(bare) and (is_whole or bare.count(",") > 1):
        bare = bare.replace(",", "")
    if not _PLAIN.fullmatch(bare):
        return None
    number = float(bare.replace(",", "."))
    return int(number) if number == int(number) and not (is_whole and re.search("[.,]", bare)) else number


class WholeNumberField(forms.IntegerField):
    """A whole number, its thousands grouped or not.

    Not an input of type "number": a browser reads and drops dots before we do.
    """

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages: ClassVar = {"invalid": _("Nhập bằng chữ số, ví dụ 1.250.")}

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(**kwargs)
        _say_bounds(self.validators)

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - Django's own signature
        """Return the number; raise ValidationError for what is none, or has decimals."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(None if isinstance(value, str) else value)
        number = read_number(value, is_whole=True)
        if not isinstance(number, int):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(number)


def _say_bounds(validators: Iterable[Callable[[Any], None]]) -> None:
    """Have the bounds of a field say what to type, with the number as it is written."""
    for bound in validators:
        if isinstance(bound, MinValueValidator):
            bound.message = format_lazy(_("Nhập số từ {number} trở lên."), number=grouped_later(bound.limit_value))
        elif isinstance(bound, MaxValueValidator):
            bound.message = format_lazy(_("Nhập số không quá {number}."), number=grouped_later(bound.limit_value))


class NumberField(forms.FloatField):
    """A number with decimals or none, shown with a comma, so that what is shown is read as the same."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages: ClassVar = {
        "invalid": _("Nhập bằng chữ số, dùng dấu phẩy cho phần lẻ, ví dụ 85,5."),
    }

    # Django derives its field of decimals from that of whole numbers
    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # noqa: ANN401 - Django's own signature
        """Return the number; raise ValidationError for what is none."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(None if isinstance(value, str) else value)
        number = read_number(value)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(number)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return what is shown of a number; what was typed stays as it was typed."""
        return str(value).replace(".", ",") if isinstance(value, float) else value
