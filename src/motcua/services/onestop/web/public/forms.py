"""The small forms of filing that no procedure defines: where to file, how to come back, the last word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.models import ResultBy
from motcua.services.onestop.queries.catalogue import Offer
from motcua.services.onestop.tokens import parse


class StartForm(forms.Form):
    """Which unit receives the dossier."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(
        label=_("Nơi nhận hồ sơ"),
        help_text=_("Chọn phường nơi cư trú, hoặc nơi ghi trong hướng dẫn của thủ tục."),
        coerce=int,
        error_messages={
            "required": _("Chưa chọn nơi nhận hồ sơ."),
            "invalid_choice": _("Nơi này hiện không nhận hồ sơ của thủ tục. Hãy chọn nơi khác trong danh sách."),
        },
    )

    def __init__(self, *args: Any, offers: tuple[Offer, ...], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above, for the type checker
        chosen = [(offer.unit_id, offer.unit_name) for offer in offers]
        field.choices = chosen if len(chosen) == 1 else [("", _("Chọn trong danh sách")), *chosen]


class ResumeForm(forms.Form):
    """The code that finds a draft again."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Mã lưu"),
        help_text=_("Mã hiện trên mỗi trang khi đang điền hồ sơ, ví dụ 7Z3K-9QWE-4TN8-XR2M-C."),
        max_length=40,
        error_messages={"required": _("Chưa nhập mã lưu.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Return the code as it is stored, or say that no draft has it."""
        code = parse(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("Mã này không đúng. Xem lại từng nhóm bốn ký tự."), code="wrong_code")
        return code

    def refuse_unknown(self) -> None:
        """Say that no draft has the code."""
        self.add_error("code", _("Không có bản nháp nào với mã này. Có thể bản nháp đã hết hạn lưu."))


class SubmitForm(forms.Form):
    """How the result is wanted, and the applicant's word for what was filled in, unless the form had it already.

    `helps`: somebody fills it in for the applicant, and says that it was read back to them.
    """

    use_required_attribute = False
    result_by = forms.ChoiceField(
        label=_("Cách nhận kết quả"), choices=ResultBy.choices, initial=ResultBy.COUNTER, widget=forms.RadioSelect
    )
    truthful = forms.BooleanField(
        label=_("Tôi cam đoan những điều đã khai là đúng và chịu trách nhiệm trước pháp luật về lời khai này."),
        error_messages={"required": _("Hãy đánh dấu vào lời cam đoan trước khi gửi hồ sơ.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        has_statement: bool = False,
        delivers_home: bool = False,
        helps: bool = False,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["result_by"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        # a result as a file would reach whoever helped
        left_out = ({ResultBy.ONLINE} if helps else set()) | (set() if delivers_home else {ResultBy.HOME})
        field.choices = [choice for choice in ResultBy.choices if choice[0] not in left_out]
        if helps:
            self.fields["truthful"].label = _(
                "Tôi đã đọc lại toàn bộ tờ khai; người được giúp xác nhận đúng, cam đoan và đồng ý gửi."
            )
        elif has_statement:
            del self.fields["truthful"]
