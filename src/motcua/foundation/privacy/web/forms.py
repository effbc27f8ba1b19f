"""What is typed on the pages about personal data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind

_IDENTITIES = [
    (IdentityKind.CCCD.value, _("Căn cước")),
    (IdentityKind.CMND.value, _("Chứng minh nhân dân")),
    (IdentityKind.PASSPORT.value, _("Hộ chiếu")),
    (IdentityKind.TAX_CODE.value, _("Mã số thuế")),
]
_AT_COUNTER = (IdentityProof.IDENTITY_CARD, IdentityProof.AUTHORISATION)


class ReceiveForm(forms.Form):
    """A request at the counter: who asks, how they were known, what they ask."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Đơn vị trả lời"), coerce=int)
    identity_kind = forms.TypedChoiceField(label=_("Loại giấy tờ tùy thân"), choices=_IDENTITIES, coerce=IdentityKind)
    identity_number = forms.CharField(
        label=_("Số giấy tờ tùy thân của người yêu cầu"),
        max_length=40,
        error_messages={"required": _("Chưa nhập số nào.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    proof = forms.TypedChoiceField(
        label=_("Đã kiểm tra người yêu cầu bằng cách"),
        choices=[(each.value, each.label) for each in _AT_COUNTER],
        coerce=IdentityProof,
        error_messages={"required": _("Chưa chọn đã kiểm tra người yêu cầu bằng cách nào.")},
        widget=forms.RadioSelect,
    )
    kind = forms.TypedChoiceField(
        label=_("Người dân yêu cầu"),
        choices=RequestKind.choices,
        coerce=RequestKind,
        error_messages={"required": _("Chưa chọn người dân yêu cầu điều gì.")},
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=pgettext_lazy("subject request", "Nội dung yêu cầu"),
        help_text=_("Ghi đúng lời người yêu cầu: muốn xem, sửa hay rút lại điều gì."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = units


class AnswerForm(forms.Form):
    """The answer to a request."""

    use_required_attribute = False
    outcome = forms.TypedChoiceField(
        label=_("Kết quả"),
        choices=Outcome.choices,
        coerce=Outcome,
        error_messages={"required": _("Chưa chọn kết quả của yêu cầu.")},
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Nội dung trả lời"),
        help_text=_("Ghi đã làm gì, hoặc vì sao không làm và căn cứ nào. Người yêu cầu đọc được nội dung này."),
        max_length=2000,
        error_messages={"required": _("Chưa ghi nội dung trả lời. Hãy ghi đã làm gì, hoặc vì sao không làm.")},
        widget=forms.Textarea({"rows": 4}),
    )


class OpenForm(forms.Form):
    """The code that opens an export, and the number that proves who one is."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Mã nhận dữ liệu"),
        help_text=_("Ghi trên giấy do bộ phận một cửa đưa; không phân biệt chữ hoa, chữ thường."),
        max_length=60,
        error_messages={"required": _("Chưa nhập mã.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    number = forms.CharField(
        label=_("Số giấy tờ tùy thân của ông/bà"),
        help_text=_("Nếu chưa khai giấy tờ nào với cơ quan, nhập số điện thoại đã khai."),
        max_length=40,
        error_messages={"required": _("Chưa nhập số nào.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
