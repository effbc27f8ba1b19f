"""What is typed on the pages of directives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.replication.directives.models import RecipientKind, Repeats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Groups = Sequence[tuple[str, Sequence[tuple[int, str]]]]
LONGEST_LETTER = 400_000


def _day(label: str | _StrPromise, help_text: str | _StrPromise = "", *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def _text(label: str | _StrPromise, *, rows: int, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}))


def _units(label: str | _StrPromise) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "unit-choice"})
    )


class _Named(forms.CharField):
    """Units by what they are called, added to those ticked."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Thêm đơn vị theo tên gọi"),
            required=False,
            max_length=400,
            help_text=_("Ví dụ: Ủy ban nhân dân 15 phường; Các phòng ban chuyên môn thuộc quận; Công an quận."),
        )


class ChoosingForm(forms.Form):
    """A form with fields that choose among units and models."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        units: Groups = (),
        initiatives: Sequence[tuple[int, str]] = (),
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("units", "takers"):
            if isinstance(field := self.fields.get(name), forms.TypedMultipleChoiceField):
                field.choices = list(units)
        for name in ("issuer", "origin"):
            if isinstance(field := self.fields.get(name), forms.TypedChoiceField):
                field.choices = [("", _("Chưa rõ")), *units]
        if isinstance(field := self.fields.get("initiative"), forms.TypedChoiceField):
            field.choices = [("", _("Không gắn")), *initiatives]


class VersionedForm(ChoosingForm):
    """A form that knows which version of the directive was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _choice(
    label: str | _StrPromise, help_text: str | _StrPromise = "", *, required: bool = False
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required, choices=[], help_text=help_text
    )


class UploadForm(ChoosingForm):
    """A letter as a file or as text, for the unit whose coordinator enters it; what is left empty is read from it."""

    keeper = forms.TypedChoiceField(label=_("Đơn vị theo dõi văn bản"), coerce=int, choices=[])
    file = forms.FileField(
        label=_("Tệp công văn"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word (.docx), PDF có chữ hoặc văn bản thuần (.txt), không quá 10 MB."),
    )
    text = forms.CharField(
        label=_("Hoặc dán nội dung công văn"),
        required=False,
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    number = forms.CharField(
        label=_("Số, ký hiệu"), required=False, max_length=60, help_text=_("Để trống: đọc từ công văn.")
    )
    issued_on = _day(_("Ngày ban hành"), _("Để trống: đọc từ công văn."))
    issuer = _choice(_("Cơ quan ban hành"), _("Để trống: đọc từ công văn."))

    def __init__(self, *args: Any, keepers: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["keeper"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(unit_id, name) for name, unit_id in sorted((name, pk) for pk, name in keepers.items())]

    def clean(self) -> dict[str, Any]:
        """Ask for one of file and text."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("Hãy chọn tệp hoặc dán nội dung công văn."))
        return cleaned


class HeadForm(VersionedForm):
    """The head of a letter."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    issued_on = _day(_("Ngày ban hành"), required=True)
    issuer = _choice(_("Cơ quan ban hành"), required=True)
    subject = forms.CharField(label=_("Trích yếu"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}))
    signer = forms.CharField(label=_("Người ký"), max_length=200, required=False)


class BasisForm(VersionedForm):
    """A document on which the letter rests."""

    text = _text(_("Nội dung căn cứ"), rows=3)
    number = forms.CharField(label=_("Số văn bản căn cứ"), max_length=60, required=False)
    issued_on = _day(_("Ngày của văn bản căn cứ"))


class RecipientForm(VersionedForm):
    """A line of the address or of the copy list."""

    kind = forms.TypedChoiceField(label=_("Loại"), coerce=RecipientKind, choices=RecipientKind.choices)
    text = forms.CharField(label=_("Tên ghi trong văn bản"), max_length=400)
    named = _Named()
    units = _units(_("Đơn vị"))
    is_complete = forms.BooleanField(label=_("Đã đủ các đơn vị mà dòng này nói tới"), required=False)


class RequirementForm(VersionedForm):
    """One thing ordered."""

    number = forms.CharField(label=_("Số mục"), max_length=20)
    text = _text(_("Nội dung yêu cầu"), rows=6)
    starts_on = _day(_("Bắt đầu từ ngày"))
    due_on = _day(_("Hạn cuối"), _("Ngày cuối cùng còn kịp. “Trước ngày 25/5” có hạn cuối là 24/5."))
    repeats = forms.TypedChoiceField(label=_("Lặp lại"), coerce=Repeats, choices=Repeats.choices)
    wants_report = forms.BooleanField(label=_("Thực hiện bằng báo cáo"), required=False)
    initiative = _choice(_("Mô hình liên quan"))
    named = _Named()
    units = _units(_("Đơn vị thực hiện"))


class ModelForm(VersionedForm):
    """A model that the letter names, and the model of the register that it is."""

    title = forms.CharField(label=_("Tên mô hình trong văn bản"), max_length=400)
    initiative = _choice(
        _("Mô hình trong danh mục"),
        _("Mô hình chưa có trong danh mục thì đề xuất ở danh mục mô hình trước, rồi gắn tại đây."),
    )
    origin = _choice(_("Đơn vị có mô hình"))
    takers_text = forms.CharField(label=_("Đơn vị nhân rộng ghi trong văn bản"), max_length=400, required=False)
    named = _Named()
    takers = _units(_("Đơn vị phải áp dụng"))
    text = _text(_("Mô tả trong văn bản"), rows=4, required=False)


class VersionForm(forms.Form):
    """The version on which somebody decided."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(VersionedForm):
    """When and why a directive ends."""

    ended_on = _day(_("Ngày cuối còn hiệu lực"), required=True)
    reason = forms.CharField(
        label=_("Lý do, văn bản thay thế"),
        help_text=_("Nhiệm vụ đã giao được giữ nguyên; từ quý sau không giao nhiệm vụ mới."),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )


class TargetForm(VersionedForm):
    """What a measure is to reach each month."""

    measure = forms.ChoiceField(label=_("Chỉ số"), choices=[])
    value = WholeNumberField(label=_("Chỉ tiêu mỗi tháng, cho mỗi đơn vị"), min_value=0, max_value=10**9)
    from_day = _day(_("Tính từ ngày"), required=True)
    named = _Named()
    units = _units(_("Đơn vị được giao"))

    def __init__(self, *args: Any, measures: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(measures)
