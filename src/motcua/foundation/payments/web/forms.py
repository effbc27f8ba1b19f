"""What is typed on the pages of money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.foundation.payments.reconciliation import DayBooks
from motcua.foundation.payments.statements import LARGEST_FILE
from motcua.foundation.units.web.forms import UnitChoiceForm

REASON = {"required": _("Chưa ghi lý do.")}


def _money(label: Any, help_text: Any = "", *, least: int | None = 1) -> WholeNumberField:  # noqa: ANN401 - lazy texts
    return WholeNumberField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=10**13,
        error_messages={
            "required": _("Chưa nhập số tiền."),
            "invalid": _("Số tiền ghi bằng chữ số, không có phần lẻ, ví dụ 50.000."),
            "min_value": _("Số tiền phải lớn hơn 0."),
        },
    )


class CashForm(forms.Form):
    """Cash taken at the counter."""

    use_required_attribute = False
    nonce = forms.CharField(max_length=64, widget=forms.HiddenInput)
    amount = _money(_("Số tiền thu (đồng)"), _("Ghi sẵn số còn phải nộp. Sửa nếu người nộp trả trước một phần."))


class CancelForm(forms.Form):
    """Why a charge falls away."""

    use_required_attribute = False
    reason = forms.CharField(label=_("Lý do hủy"), max_length=300, error_messages=REASON)


class RefundForm(forms.Form):
    """Money given back."""

    use_required_attribute = False
    nonce = forms.CharField(max_length=32, widget=forms.HiddenInput)
    amount = _money(_("Số tiền hoàn (đồng)"), _("Ghi sẵn số còn hoàn được."))
    reason = forms.CharField(label=_("Lý do hoàn tiền"), max_length=300, error_messages=REASON)


class RefundOutcomeForm(forms.Form):
    """What came of a refund, as a person read it elsewhere."""

    use_required_attribute = False
    is_done = forms.TypedChoiceField(
        label=_("Kết quả"),
        choices=[("1", _("Tiền đã về người nộp")), ("0", _("Không hoàn được"))],
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn kết quả.")},
    )
    evidence = forms.CharField(
        label=_("Chứng từ"),
        max_length=150,
        help_text=_("Nơi đã xem kết quả: trang quản lý giao dịch của VNPAY, văn bản của ngân hàng."),
        error_messages={"required": _("Chưa ghi chứng từ.")},
    )


class CloseOrderForm(forms.Form):
    """Why an order without an answer is closed."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Lý do đóng"),
        max_length=300,
        help_text=_(
            "Ghi rõ đã xem ở đâu và thấy gì, chẳng hạn trang quản lý giao dịch của VNPAY không có giao dịch này."
        ),
        error_messages=REASON,
    )


class StatementForm(UnitChoiceForm):
    """A bank statement."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=[])
    file = forms.FileField(
        label=_("Tệp sao kê"),
        help_text=_("CSV mã UTF-8 hoặc Excel .xlsx, có dòng tiêu đề với cột ngày, nội dung và số tiền ghi có."),
        error_messages={"required": _("Chưa chọn tệp sao kê."), "empty": _("Tệp này trống.")},
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's own
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy xuất sao kê theo từng ngày hoặc từng tuần."))
        return file


class SettleForm(forms.Form):
    """What becomes of a line without a charge."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Mã khoản thu"),
        required=False,
        max_length=20,
        help_text=_("Bỏ trống nếu không phải tiền của đơn vị, chẳng hạn chuyển nhầm chờ trả lại."),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, error_messages=REASON)


class CloseForm(forms.Form):
    """The till counted, and a word on each difference."""

    use_required_attribute = False
    counted = _money(
        _("Tiền mặt kiểm đếm trong ngày (đồng)"),
        _("Tiền thu trong ngày sau khi trừ tiền đã hoàn. Không có thì ghi 0."),
        least=None,
    )
    cash_words = forms.CharField(
        label=_("Giải trình chênh lệch tiền mặt"),
        required=False,
        max_length=300,
        help_text=_("Chỉ cần khi tiền kiểm đếm khác biên lai."),
    )

    def __init__(self, *args: Any, books: DayBooks, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for item in books.differences:
            self.fields[item.key] = forms.CharField(
                label=item.words, max_length=300, initial=item.explanation, required=False
            )

    @property
    def explanations(self) -> Mapping[str, str]:
        """Return what was said, by the keys of the differences."""
        told = dict(self.cleaned_data)
        told.pop("counted")
        return {"cash": told.pop("cash_words"), **told}


class BookForm(UnitChoiceForm):
    """A new book of receipts."""

    use_required_attribute = False
    prefix = "book"
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=[])
    symbol = forms.CharField(label=_("Ký hiệu biên lai"), max_length=20)
    first_number = WholeNumberField(label=_("Số đầu"), min_value=1, initial=1)
    last_number = WholeNumberField(label=_("Số cuối"), min_value=1)


class AccountForm(UnitChoiceForm):
    """The account to pay into."""

    use_required_attribute = False
    prefix = "account"
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=[])
    bank_bin = forms.CharField(label=_("Mã BIN của ngân hàng"), max_length=6, help_text=_("Sáu chữ số do NAPAS cấp."))
    bank_name = forms.CharField(label=_("Ngân hàng"), max_length=120)
    number = forms.CharField(label=_("Số tài khoản"), max_length=24)
    holder = forms.CharField(label=_("Chủ tài khoản"), max_length=200)


class FeeForm(UnitChoiceForm):
    """A unit's own amount for a fee that is asked for each piece."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=[])
    code = forms.ChoiceField(label=_("Khoản thu"), choices=[])
    amount = _money(_("Mức thu (đồng)"), least=0)
    document = forms.CharField(label=_("Văn bản quy định"), max_length=300)
    article = forms.CharField(label=_("Điều, khoản"), max_length=200, required=False)
    verified = forms.BooleanField(label=_("Đã đối chiếu với văn bản"), required=False)
    valid_from = forms.DateField(label=_("Áp dụng từ ngày"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args: Any, fees: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [(code, name) for name, code in sorted((name, code) for code, name in fees.items())]
