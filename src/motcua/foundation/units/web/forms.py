"""What is typed on the pages of staff, roles, delegation and units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Level, Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _day(label: str | _StrPromise, *, required: bool = True, help_text: str | _StrPromise = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    missing = {"required": _("Chưa chọn ngày.")}
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget, error_messages=missing)


def _unit(label: str | _StrPromise) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, choices=[])


class UnitChoiceForm(forms.Form):
    """A form with fields that choose among the units somebody may act for."""

    unit_fields: tuple[str, ...] = ("unit",)

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        ordered = sorted((unit_name, unit_id) for unit_id, unit_name in units.items())
        for name in self.unit_fields:
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(unit_id, unit_name) for unit_name, unit_id in ordered]


class AppointForm(UnitChoiceForm):
    """A new account."""

    unit_fields = ("home_unit",)

    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    home_unit = _unit(_("Đơn vị công tác"))
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Chữ không dấu, chữ số và các dấu . - _ @; không đổi được sau này."),
    )
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)


class StaffForm(UnitChoiceForm):
    """Name, title and unit of a member of staff, with the revision they were read at."""

    unit_fields = ("home_unit",)

    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    home_unit = _unit(_("Đơn vị công tác"))
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)


class RoleForm(UnitChoiceForm):
    """A role to be given."""

    unit = _unit(_("Tại đơn vị"))
    role = forms.TypedChoiceField(label=_("Vai trò"), coerce=Role, choices=Role.choices)
    with_children = forms.BooleanField(label=_("Áp dụng cả cho các đơn vị trực thuộc"), required=False)
    first_day = _day(_("Từ ngày"), required=False, help_text=_("Để trống nếu bắt đầu từ hôm nay."))
    last_day = _day(_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định ngày kết thúc."))


class EndRoleForm(forms.Form):
    """When a role ends."""

    last_day = _day(_("Đến hết ngày"), required=False, help_text=_("Để trống nếu kết thúc ngay bây giờ."))


class DeactivateForm(forms.Form):
    """The revision at which somebody decided to close the account."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput)


class DelegationForm(UnitChoiceForm):
    """Who stands in for whom, where and when."""

    unit = _unit(_("Tại đơn vị"))
    deputy = forms.TypedChoiceField(label=_("Người được ủy quyền"), coerce=int, choices=[])
    first_day = _day(_("Vắng mặt từ ngày"))
    last_day = _day(_("Đến hết ngày"))
    document = forms.CharField(
        label=_("Giấy ủy quyền"),
        max_length=200,
        help_text=_("Số, ký hiệu và ngày của giấy ủy quyền."),
        error_messages={"required": _("Chưa ghi giấy ủy quyền nào. Không có giấy thì chưa ủy quyền được.")},
    )

    def __init__(self, *args: Any, units: Mapping[int, str], deputies: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, units=units, **kwargs)
        field = self.fields["deputy"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(deputies.items())


class UnitForm(forms.Form):
    """What changes of a unit, from a day on, with the version that was on the screen."""

    code = forms.CharField(label=_("Mã định danh"), max_length=40)
    code_is_verified = forms.BooleanField(label=_("Mã định danh đã được xác nhận"), required=False)
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=250)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=120)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=250, required=False)
    level = forms.TypedChoiceField(label=_("Cấp"), coerce=Level, choices=Level.choices)
    first_day = _day(_("Áp dụng từ ngày"))
    document = forms.CharField(
        label=_("Văn bản căn cứ"), max_length=200, help_text=_("Số, ký hiệu và ngày của văn bản.")
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
