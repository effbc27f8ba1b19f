"""What is typed on the pages of kits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.replication.kits.actions.take_over_kit import Choice
from motcua.replication.kits.queries import PartShown


class UploadForm(forms.Form):
    """A file or a kit out of the register, and the unit that receives it."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Nhập cho đơn vị"), coerce=int)
    file = forms.FileField(
        label=_("Tệp bộ áp dụng"),
        help_text=_("Tệp .kit do đơn vị khác xuất ra, không quá 2 MB."),
        allow_empty_file=True,
        required=False,
    )
    offered = forms.TypedChoiceField(
        label=_("Hoặc bộ áp dụng trong danh mục mô hình"), coerce=int, empty_value=None, required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        units: Mapping[int, str],
        offered: Sequence[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, kit = self.fields["unit"], self.fields["offered"]
        assert isinstance(unit, forms.TypedChoiceField)  # noqa: S101 - declared above, for the type checker
        assert isinstance(kit, forms.TypedChoiceField)  # noqa: S101 - as above
        unit.choices = list(units.items())
        if offered:
            kit.choices = [("", _("Chọn trong danh sách")), *offered]
        else:
            del self.fields["offered"]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("file") and not given.get("offered") and not self.errors:
            self.add_error("file", _("Chưa chọn tệp hoặc bộ áp dụng trong danh mục."))
        return given


class PartsField(forms.MultipleChoiceField):
    """Parts of a kit. One that no longer differs is not offered, and is no fault either: a colleague was quicker."""

    known: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        """Accept every part of the kit."""
        return value in self.known


class TakeOverForm(forms.Form):
    """Which parts, by which decision; `digest` is that of the dry run the person has seen."""

    use_required_attribute = False
    parts = PartsField(
        label=_("Các phần sẽ nhập"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa chọn phần nào để nhập.")},
    )
    document = forms.CharField(label=_("Văn bản của đơn vị"), required=False, max_length=200)
    from_day = forms.DateField(
        label=_("Áp dụng từ ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Từ ngày mai trở đi."),
    )
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: Sequence[PartShown], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        offered = [part for part in shown if part.is_offered]
        field, document = self.fields["parts"], self.fields["document"]
        assert isinstance(field, PartsField)  # noqa: S101 - declared above, for the type checker
        field.known = frozenset(part.code for part in shown if not part.is_told)
        field.choices = [(part.code, part.title) for part in offered]
        field.initial = [part.code for part in offered if not part.needs_decision]
        deciding = [part.title for part in offered if part.needs_decision]
        if deciding:
            document.help_text = _("Cần khi nhập: %(parts)s.") % {"parts": ", ".join(deciding)}
        else:
            del self.fields["document"], self.fields["from_day"]

    @property
    def choice(self) -> Choice:
        """Return what was chosen."""
        given = self.cleaned_data
        return Choice(tuple(given["parts"]), given.get("document", ""), given.get("from_day"))


class SignerForm(forms.Form):
    """The key of another installation, as its own page shows it, and whose it is."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Tên cơ quan, hệ thống"),
        max_length=200,
        error_messages={"required": _("Chưa ghi tên cơ quan có khóa này.")},
    )
    public_key = forms.CharField(
        label=_("Khóa công khai"),
        help_text=_("44 ký tự ở trang “Người ký bộ áp dụng” của bên kia. Hãy gọi điện đối chiếu dấu khóa trước."),
        max_length=100,
        error_messages={"required": _("Chưa ghi khóa công khai.")},
    )
