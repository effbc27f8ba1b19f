"""What an administrator types in the calendar of a unit."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
