"""The forms of entries, sheets, answers and appeals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from motcua.replication.contest.content import AuthorGiven, Work
from motcua.replication.contest.models import Criterion, Entry, EntryFile, Outcome, Question
from motcua.replication.contest.web.forms import text_area


class WorkForm(forms.Form):
    """The work of an entry, with the version that was on the screen."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = forms.TypedChoiceField(label=_("Đơn vị dự thi"), coerce=int, choices=[])
    title = forms.CharField(label=_("Tên mô hình, sáng kiến"), max_length=400)
    problem = text_area(_("Vấn đề cần giải quyết"), hint=_("Không ghi tên người, tên đơn vị: bài được chấm giấu tên."))
    solution = text_area(_("Giải pháp"), rows=8)
    evidence = text_area(_("Kết quả, minh chứng"), required=False, hint=_("Số liệu trước và sau khi áp dụng."))

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, units[key]) for key in sorted(units, key=units.__getitem__)]
        if len(units) < 2:  # noqa: PLR2004 - nothing to choose
            del self.fields["unit"]


class AuthorForm(forms.Form):
    """An author; a row without a name is left out."""

    use_required_attribute = False
    name = forms.CharField(label=_("Họ và tên tác giả"), max_length=200, required=False)
    born_on = forms.DateField(
        label=_("Ngày sinh"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )
    position = forms.CharField(label=_("Chức vụ, công việc"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """An author has a birthday."""
        given = super().clean() or {}
        if given.get("name") and not given.get("born_on") and "born_on" not in self.errors:
            self.add_error("born_on", _("Chưa ghi ngày sinh."))
        return given


AuthorFormSet: type[BaseFormSet[AuthorForm]] = forms.formset_factory(AuthorForm, extra=2, max_num=10)


def work_of(form: WorkForm, authors: BaseFormSet[AuthorForm]) -> Work:
    """Return the work as typed."""
    given = form.cleaned_data
    return Work(
        title=given["title"],
        problem=given["problem"],
        solution=given["solution"],
        evidence=given["evidence"],
        authors=tuple(
            AuthorGiven(name=one["name"], born_on=one["born_on"], position=one["position"])
            for one in authors.cleaned_data
            if one.get("name")
        ),
    )


def shown_work(entry: Entry) -> dict[str, Any]:
    """Return what the form shows of an entry."""
    return {name: getattr(entry, name) for name in ("title", "problem", "solution", "evidence", "version")}


class CheckForm(forms.Form):
    """May the entry take part, and which files may readers see?"""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Kết luận"), choices=[("yes", _("Hợp lệ")), ("no", _("Không hợp lệ"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Bắt buộc khi không hợp lệ, hoặc khi chấp nhận dù có điểm chưa đạt."),
    )
    readable = forms.TypedMultipleChoiceField(
        label=_("Tệp cho người chấm xem"),
        coerce=int,
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Chỉ chọn tệp đã mở xem và không thấy tên người, tên đơn vị. Người chấm nhận bản sao đã bỏ tên tệp."
        ),
    )

    def __init__(self, *args: Any, files: Iterable[EntryFile], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["readable"]
        choices = [(one.pk, one.stored.name) for one in files if one.can_be_blind]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        if not choices:
            del self.fields["readable"]


class FileForm(forms.Form):
    """A file of an entry."""

    file = forms.FileField(
        label=_("Thêm tệp"), help_text=_("PDF, ảnh, Word hoặc Excel. Người chấm chỉ xem được PDF và ảnh.")
    )


class ScoreForm(forms.Form):
    """A sheet: one number a criterion. A draft may leave any of them out."""

    use_required_attribute = False

    def __init__(self, *args: Any, criteria: Iterable[Criterion], is_draft: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for one in criteria:
            self.fields[f"criterion_{one.pk}"] = forms.DecimalField(
                label=one.title,
                min_value=0,
                max_value=one.scale,
                decimal_places=2,
                required=not (one.is_optional or is_draft),
                error_messages={"required": _("Chưa chấm tiêu chí này.")},
                help_text=_("Từ 0 đến %(scale)s; trọng số %(weight)s.")
                % {"scale": f"{one.scale.normalize():f}", "weight": f"{one.weight.normalize():f}"},
                widget=forms.NumberInput({"inputmode": "decimal", "step": "0.01"}),
            )

    def marks(self) -> dict[int, Decimal | None]:
        """Return the scores by criterion."""
        return {int(name.partition("_")[2]): value for name, value in self.cleaned_data.items()}


class AnswersForm(forms.Form):
    """What a team answered."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for one in questions:
            choices = [("", _("Không trả lời")), *((letter, f"{letter}. {words}") for letter, words in one.choices)]
            self.fields[f"question_{one.pk}"] = forms.ChoiceField(
                label=f"{one.position}. {one.text}", choices=choices, required=False, widget=forms.RadioSelect
            )

    def answers(self) -> dict[int, str]:
        """Return the choices by question."""
        return {int(name.partition("_")[2]): value for name, value in self.cleaned_data.items()}


class LotsForm(forms.Form):
    """The lots that were drawn."""

    def __init__(self, *args: Any, tied: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for entry, title in tied.items():
            self.fields[f"entry_{entry}"] = forms.IntegerField(
                label=title, min_value=1, required=False, help_text=_("Số thăm; số 1 xếp trước.")
            )

    def drawn(self) -> dict[int, int]:
        """Return the numbers by entry."""
        return {int(name.partition("_")[2]): value for name, value in self.cleaned_data.items() if value is not None}


class AppealForm(forms.Form):
    """What a unit asks to be looked at again."""

    use_required_attribute = False
    text = text_area(_("Nội dung khiếu nại"), rows=5, hint=_("Nêu rõ phần thi, điểm cần xem lại và căn cứ."))


class AnswerAppealForm(forms.Form):
    """The answer to an appeal."""

    use_required_attribute = False
    outcome = forms.ChoiceField(label=_("Kết luận"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = text_area(_("Trả lời"), rows=4)
