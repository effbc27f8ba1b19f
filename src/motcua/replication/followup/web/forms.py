"""The forms of the follow-up: one small form an act, each with the version the page was read at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.kinds import ACCEPT
from motcua.replication.followup.models import Finding
from motcua.replication.followup.uploads import Incoming

LONG = 4000
_REASON = {"required": _("Chưa ghi lý do. Người nhận cần biết vì sao và phải làm gì.")}
_WORDS = {"required": _("Chưa ghi nội dung.")}
_CHOOSE = {"required": _("Chưa chọn."), "invalid_choice": _("Lựa chọn này không còn. Hãy chọn lại.")}
Choices = Sequence[tuple[str | int, str]]


class SeveralFiles(forms.ClearableFileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files; nothing given is an empty list."""

    def clean(self, data: Any, initial: Any = None) -> list[Incoming]:  # noqa: ANN401 - Django's own
        """Return what came, each with its name; what is in it is looked at when it is received."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [file for file in given if file]
        if self.required and not files:
            super().clean(None, initial)
        return [Incoming(file.name or "", file) for file in files]


def _files(label: Any, help_text: Any, *, accept: str = ACCEPT) -> FilesField:  # noqa: ANN401 - words of a field
    return FilesField(label=label, help_text=help_text, required=False, widget=SeveralFiles({"accept": accept}))


def _text(label: Any, *, rows: int = 4, errors: dict[str, Any] | None = None, **more: Any) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label, max_length=LONG, widget=forms.Textarea({"rows": rows}), error_messages=errors or _WORDS, **more
    )


class ActForm(forms.Form):
    """What every act sends: the version that the page showed."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)


class EvidenceForm(ActForm):
    """What a unit shows for a task."""

    note = _text(_("Kết quả đã làm"), required=False, help_text=_("Làm gì, từ ngày nào, bao nhiêu người được phục vụ."))
    papers = _files(_("Tệp minh chứng"), _("Quyết định, biên bản, ảnh; PDF, ảnh, Word hoặc Excel, tối đa 10 tệp."))


class NoteForm(ActForm):
    """An act that may be explained."""

    note = _text(_("Ghi chú"), rows=2, required=False)


class ReasonForm(ActForm):
    """An act that must be explained to those it concerns."""

    reason = _text(_("Lý do"), errors=_REASON, help_text=_("Đơn vị đọc được nội dung này."))


class TextForm(ActForm):
    """An act that is words."""

    text = _text(_("Nội dung"))


class PersonForm(ActForm):
    """An act that names somebody."""

    person = forms.TypedChoiceField(label=_("Người được giao"), coerce=int, choices=(), error_messages=_CHOOSE)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        _offer(self, "person", people)


class ObstacleForm(forms.Form):
    """What stands in a unit's way."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=(), error_messages=_CHOOSE)
    about = forms.ChoiceField(label=_("Vướng mắc về"), choices=(), error_messages=_CHOOSE)
    text = _text(
        _("Khó khăn, vướng mắc"),
        help_text=_("Vướng ở khâu nào, đã tự xử lý ra sao, đề nghị cơ quan theo dõi làm gì."),
    )

    def __init__(self, *args: Any, units: Choices, things: Choices, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        _offer(self, "unit", units)
        _offer(self, "about", things)


class PlanForm(forms.Form):
    """A visit to be planned."""

    use_required_attribute = False
    authority = forms.TypedChoiceField(label=_("Cơ quan kiểm tra"), coerce=int, choices=(), error_messages=_CHOOSE)
    unit = forms.TypedChoiceField(label=_("Đơn vị được kiểm tra"), coerce=int, choices=(), error_messages=_CHOOSE)
    planned_on = forms.DateField(
        label=_("Ngày kiểm tra"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    inspector = forms.TypedChoiceField(label=_("Người kiểm tra"), coerce=int, choices=(), error_messages=_CHOOSE)
    initiative = forms.TypedChoiceField(
        label=_("Mô hình"),
        help_text=_("Danh mục kiểm tra lấy theo mô hình; để trống thì dùng danh mục chung."),
        coerce=int,
        empty_value=None,
        required=False,
        choices=(),
    )
    directive = forms.TypedChoiceField(
        label=_("Theo văn bản"), coerce=int, empty_value=None, required=False, choices=()
    )
    extra_lines = _text(_("Nội dung kiểm tra thêm"), rows=3, required=False, help_text=_("Mỗi dòng một nội dung."))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        authorities: Choices,
        units: Choices,
        people: Choices,
        initiatives: Choices,
        directives: Choices,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "authority", authorities)
        _offer(self, "unit", units)
        _offer(self, "inspector", people)
        _offer(self, "initiative", initiatives)
        _offer(self, "directive", directives)


class FindingForm(ActForm):
    """What was found for one line: large buttons first, for a thumb."""

    result = forms.TypedChoiceField(
        label=_("Kết quả"),
        coerce=Finding,
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn kết quả.")},
    )
    note = _text(_("Ghi nhận"), rows=3, required=False, help_text=_("Bắt buộc khi chưa đạt: phải khắc phục gì."))
    photos = _files(
        _("Ảnh chụp"), _("Chụp ngay hoặc chọn ảnh; vị trí và thông tin máy chụp được xóa khi lưu."), accept="image/*"
    )


class SignForm(ActForm):
    """The end of a visit."""

    place = forms.CharField(label=_("Địa điểm"), max_length=300)
    present = _text(_("Thành phần tham dự của đơn vị"), rows=3, help_text=_("Mỗi dòng một người: họ tên, chức vụ."))
    conclusion = _text(_("Kết luận"), rows=5)


class LetterForm(ActForm):
    """The words of a letter."""

    subject = forms.CharField(label=_("Trích yếu"), help_text=_("Ghi sau “V/v”."), max_length=300)
    body = forms.CharField(label=_("Nội dung"), max_length=20_000, widget=forms.Textarea({"rows": 14}))


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str | int, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", _("– Chọn –")), *choices]
