"""What is typed on the pages of models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.replication.initiatives.content import (
    DEAREST,
    LABELS,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Content,
    Person,
    person_line,
)
from motcua.replication.initiatives.models import Conclusion
from motcua.replication.initiatives.needs import LONGEST_DOCUMENT
from motcua.replication.initiatives.queries import service_choices
from motcua.replication.initiatives.reference import assessment_form
from motcua.replication.initiatives.rules import LONGEST_WORDS, Score

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _text(name: str, hint: str | _StrPromise = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=LABELS[name],
        help_text=hint,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": rows}),
    )


class VersionForm(forms.Form):
    """A form that knows which version of the model its page showed."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContentForm(forms.Form):
    """What is written of a model."""

    use_required_attribute = False
    title = forms.CharField(
        label=LABELS["title"], max_length=LONGEST_TITLE, error_messages={"required": _("Chưa ghi tên mô hình.")}
    )
    title_en = forms.CharField(label=LABELS["title_en"], max_length=LONGEST_TITLE, required=False)
    problem = _text("problem", _("Người dân hoặc cơ quan gặp khó khăn gì?"))
    solution = _text("solution", _("Làm thế nào, ai làm, cần gì để đơn vị khác làm theo được."), rows=6)
    evidence = _text("evidence", _("Số liệu trước và sau, văn bản khen, địa chỉ xem thực tế."))
    people = _text("people", _("Mỗi dòng một người, ví dụ: Trần Thị Hoa: chủ trì."), rows=3)
    cost = WholeNumberField(
        label=LABELS["cost"], required=False, min_value=0, max_value=DEAREST, help_text=_("Bỏ trống nếu chưa tính.")
    )
    service = forms.ChoiceField(
        label=LABELS["service"],
        required=False,
        help_text=_("Chọn khi mô hình chạy bằng một dịch vụ của hệ thống này: số liệu sẽ tự đếm."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [("", _("Không có, do con người thực hiện")), *service_choices()]

    @property
    def content(self) -> Content:
        """Return what was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name in Content.__dataclass_fields__}
        lines = [line.partition(":") for line in given.pop("people").splitlines() if line.strip()]
        return Content(**given, people=tuple(Person(name.strip(), part.strip()) for name, _colon, part in lines))


class ProposeForm(ContentForm):
    """A new model, and whose it is."""

    origin = forms.TypedChoiceField(
        label=_("Đơn vị có mô hình"), coerce=int, error_messages={"required": _("Chưa chọn đơn vị.")}
    )
    field_order = ("origin",)

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["origin"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above, for the type checker
        ordered = sorted(units.items(), key=lambda pair: pair[1])
        field.choices = ordered if len(ordered) == 1 else [("", _("Chọn trong danh sách")), *ordered]


class ReviseForm(ContentForm, VersionForm):
    """What is written of a known model."""


def initial_of(content: Content, version: int) -> dict[str, Any]:
    """Return what a form shows of a stored model."""
    shown: dict[str, Any] = {name: getattr(content, name) for name in Content.__dataclass_fields__}
    return {**shown, "people": "\n".join(person_line(one) for one in content.people), "version": version}


class AssessForm(VersionForm):
    """The assessment form: points and words for each criterion, a conclusion."""

    conclusion = forms.ChoiceField(
        label=_("Kết luận"),
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn kết luận.")},
    )
    words = forms.CharField(
        label=_("Nhận xét chung"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Chưa ghi nhận xét chung.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for criterion in assessment_form().criteria:
            self.fields[f"points_{criterion.key}"] = WholeNumberField(
                label=criterion.label.here(),
                help_text=_("Điểm từ 0 đến %(highest)s") % {"highest": criterion.highest},
                min_value=0,
                max_value=criterion.highest,
            )
            self.fields[f"words_{criterion.key}"] = forms.CharField(
                label=_("Nhận xét: %(criterion)s") % {"criterion": criterion.label.here()},
                required=False,
                max_length=LONGEST_WORDS,
            )
        keys = [key for key in self.fields if key not in {"version", "conclusion", "words"}]
        self.order_fields(["version", *keys, "words", "conclusion"])

    @property
    def scores(self) -> dict[str, Score]:
        """Return the points and words for each criterion."""
        return {
            one.key: Score(self.cleaned_data[f"points_{one.key}"], self.cleaned_data[f"words_{one.key}"])
            for one in assessment_form().criteria
        }


class DocumentForm(VersionForm):
    """The document that recognises a model."""

    document = forms.CharField(
        label=LABELS["recognised_by"],
        help_text=_("Số, ngày, cơ quan ban hành, ví dụ: Quyết định số 12/QĐ-UBND ngày 08/4/2019 của UBND quận."),
        max_length=LONGEST_DOCUMENT,
        error_messages={"required": _("Chưa ghi văn bản.")},
    )


class CallForm(VersionForm):
    """The document that orders a model to be taken over, and of whom."""

    document = forms.CharField(
        label=_("Văn bản yêu cầu nhân rộng"),
        help_text=_("Số, ngày, cơ quan ban hành."),
        max_length=LONGEST_DOCUMENT,
        error_messages={"required": _("Chưa ghi văn bản.")},
    )
    units = forms.TypedMultipleChoiceField(
        label=LABELS["targets"],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chưa chọn đơn vị nào.")},
    )

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared above, for the type checker
        ordered = sorted(units.items(), key=lambda pair: pair[1])
        field.choices = ordered


class ReasonForm(VersionForm):
    """Why a model is retired."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )
