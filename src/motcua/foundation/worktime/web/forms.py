"""What an administrator types in the calendar of a unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.worktime.actions.set_opening_hours import Opening
from motcua.foundation.worktime.rules import ShiftKind, Switches

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WEEKDAYS = range(1, 8)
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")


class LocalDayForm(forms.Form):
    """A day off of the unit's own, with the day that makes up for it when there is one."""

    day = forms.DateField(
        label=_("Ngày nghỉ"), input_formats=DATE_FORMATS, help_text=_("Ngày/tháng/năm, ví dụ 10/04/2019.")
    )
    makeup_day = forms.DateField(
        label=_("Ngày làm bù"),
        required=False,
        input_formats=DATE_FORMATS,
        help_text=_("Để trống nếu đơn vị chỉ nghỉ mà không làm bù."),
    )
    name = forms.CharField(label=_("Lý do"), max_length=200)
    document = forms.CharField(
        label=_("Văn bản cho phép"), max_length=300, help_text=_("Số, ký hiệu và ngày của văn bản.")
    )
    with_children = forms.BooleanField(label=_("Áp dụng cả cho các đơn vị trực thuộc"), required=False)


Hours = tuple[tuple[time, time], ...]
_SPAN = re.compile(r"([0-9]{1,2})[:hg.]([0-9]{2})\s*[-–]\s*([0-9]{1,2})[:hg.]([0-9]{2})")


class HoursField(forms.CharField):
    """The hours of a day as people write them: `07:30-11:30, 13:00-17:00`; empty = none."""

    def __init__(self, *, label: str | _StrPromise, help_text: str | _StrPromise = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, max_length=80)

    def clean(self, value: str | None) -> Hours:
        """Return pairs of opening and closing time in the order given."""
        words = [word for word in super().clean(value).replace(";", ",").split(",") if word.strip()]
        return tuple(_span(word.strip()) for word in words)


def _span(word: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(word)
    try:
        numbers = [int(number) for number in found.groups()] if found else []
        return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except (IndexError, ValueError) as unreadable:
        raise forms.ValidationError(
            _("Không đọc được “%(word)s”. Ghi giờ mở và giờ đóng như 07:30-11:30."), params={"word": word}
        ) from unreadable


class DecisionForm(forms.Form):
    """What every decision about the hours of a unit says: from when, by which document, for whom."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)
    valid_from = forms.DateField(
        label=_("Áp dụng từ ngày"),
        input_formats=DATE_FORMATS,
        help_text=_(
            "Từ ngày mai trở đi. Giờ của những ngày trước đó giữ nguyên; hạn của hồ sơ đang giải quyết được tính lại."
        ),
    )
    document = forms.CharField(
        label=_("Văn bản quyết định"), max_length=300, help_text=_("Số, ký hiệu và ngày của văn bản.")
    )
    with_children = forms.BooleanField(label=_("Áp dụng cả cho các đơn vị trực thuộc"), required=False)


class OpeningHoursForm(DecisionForm):
    """The week of a unit: office hours of its own and reception after hours, a pair of fields a weekday."""

    def __init__(self, *args: Any, common: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for weekday in WEEKDAYS:
            hint = _("Giờ chung: %(hours)s") % {"hours": common[weekday]} if common[weekday] else ""
            self.fields[f"office_{weekday}"] = HoursField(label=_("Giờ hành chính"), help_text=hint)
            self.fields[f"after_hours_{weekday}"] = HoursField(label=_("Tiếp nhận ngoài giờ"))

    @property
    def openings(self) -> list[Opening]:
        """Return what was typed as openings."""
        return [
            Opening(weekday, opens, closes, kind)
            for weekday in WEEKDAYS
            for kind in ShiftKind
            for opens, closes in self.cleaned_data[f"{kind}_{weekday}"]
        ]


class ClockRuleForm(DecisionForm):
    """How the clock of a unit counts."""

    is_common = forms.BooleanField(label=_("Theo quy tắc chung, không theo quy tắc riêng bên dưới"), required=False)
    makeup_may_be_due = forms.BooleanField(label=_("Hạn có thể rơi vào ngày làm bù"), required=False)
    saturday_counts = forms.BooleanField(label=_("Giờ hành chính ngày thứ Bảy được tính vào thời hạn"), required=False)
    same_day_until = forms.TimeField(
        label=_("Việc giải quyết trong ngày: nhận sau giờ này thì hẹn ngày làm việc tiếp theo"),
        input_formats=("%H:%M",),
        widget=forms.TimeInput(format="%H:%M"),
    )
    minutes_a_day = forms.IntegerField(
        label=_("Số phút của một ngày làm việc"),
        min_value=60,
        max_value=1440,
        help_text=_("Chỉ dùng khi hiện thời gian còn lại; không đổi hạn trả kết quả."),
    )
    field_order = ("seen", "is_common", "makeup_may_be_due", "saturday_counts", "same_day_until", "minutes_a_day")

    @property
    def switches(self) -> Switches | None:
        """Return what was typed, None for the common rule."""
        given = self.cleaned_data
        if given["is_common"]:
            return None
        return Switches(
            given["makeup_may_be_due"], given["saturday_counts"], given["same_day_until"], given["minutes_a_day"]
        )
