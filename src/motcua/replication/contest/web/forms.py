"""The forms of call, rubric, questions and panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from motcua.replication.contest.actions.extend_deadline import MOVABLE
from motcua.replication.contest.call import Call
from motcua.replication.contest.kinds import FINAL, Basis, Round, Tie
from motcua.replication.contest.models import Contest, Criterion, Question
from motcua.replication.contest.rubric import TieRule

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DATES = {
    "opens_at": _("Mở nhận bài"),
    "entries_until": _("Hết hạn nộp bài"),
    "reading_until": _("Xong chấm sơ khảo"),
    "final_at": _("Thi chung kết"),
}


def moment(label: str | _StrPromise) -> forms.DateTimeField:
    """Return a field for a day and an hour."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


def text_area(
    label: str | _StrPromise, *, rows: int = 6, required: bool = True, hint: str | _StrPromise = ""
) -> forms.CharField:
    """Return a field of several lines."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, help_text=hint, max_length=10_000, widget=widget)


class CallForm(forms.Form):
    """The call, with the version that was on the screen."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = forms.TypedChoiceField(label=_("Đơn vị tổ chức"), coerce=int, choices=[])
    title = forms.CharField(label=_("Tên hội thi"), max_length=300)
    number = forms.CharField(
        label=_("Văn bản phát động"), max_length=100, required=False, help_text=_("Số, ký hiệu, ngày của kế hoạch.")
    )
    rules_text = text_area(_("Thể lệ"), rows=8)
    rules_file = forms.FileField(label=_("Tệp thể lệ"), required=False)
    age_limit = forms.IntegerField(
        label=_("Tuổi tối đa của tác giả"),
        required=False,
        min_value=16,
        max_value=99,
        help_text=_("Để trống: không giới hạn."),
    )
    age_on = forms.DateField(
        label=_("Ngày tính tuổi"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    age_source = forms.CharField(
        label=_("Căn cứ của giới hạn tuổi"), max_length=300, required=False, help_text=_("Văn bản, điều, khoản.")
    )
    opens_at = moment(DATES["opens_at"])
    entries_until = moment(DATES["entries_until"])
    reading_until = moment(DATES["reading_until"])
    final_at = moment(DATES["final_at"])
    final_place = forms.CharField(label=_("Nơi thi chung kết"), max_length=200, required=False)
    readers_per_entry = forms.IntegerField(
        label=_("Số người chấm mỗi bài ở sơ khảo"), min_value=2, max_value=9, initial=2
    )
    finalists = forms.IntegerField(label=_("Số đội vào chung kết"), min_value=1, max_value=99, initial=9)
    winners = forms.IntegerField(label=_("Số giải"), min_value=1, max_value=99, initial=3)
    appeal_days = forms.IntegerField(label=_("Số ngày làm việc nhận khiếu nại"), min_value=0, max_value=60, initial=5)
    basis = forms.ChoiceField(label=_("Xếp hạng theo"), choices=Basis.choices, initial=Basis.RAW)
    units = forms.TypedMultipleChoiceField(
        label=_("Đơn vị được dự thi"), coerce=int, choices=[], widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, organisers: Mapping[int, str], units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        _choose(self.fields["unit"], organisers)
        _choose(self.fields["units"], units)
        if not organisers:
            del self.fields["unit"]

    def call(self) -> Call:
        """Return the call as typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name in Call.__dataclass_fields__}
        return Call(**given, unit_ids=tuple(self.cleaned_data["units"]))


def _choose(field: forms.Field, named: Mapping[int, str]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = [(key, named[key]) for key in sorted(named, key=named.__getitem__)]


def call_of(contest: Contest) -> dict[str, Any]:
    """Return what the form shows of a contest."""
    shown = {name: getattr(contest, name) for name in Call.__dataclass_fields__ if name != "unit_ids"}
    return {**shown, "version": contest.version, "units": list(contest.units.values_list("pk", flat=True))}


class RoundForm(forms.Form):
    """The weight of a round, and the version of the call that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    weight = forms.DecimalField(
        label=_("Trọng số của phần thi trong chung kết"), min_value=Decimal("0.01"), max_value=100, decimal_places=2
    )


class CriterionForm(forms.Form):
    """A criterion; a row without a name is left out."""

    use_required_attribute = False
    title = forms.CharField(label=_("Tiêu chí"), max_length=200, required=False)
    weight = forms.DecimalField(
        label=_("Trọng số"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, required=False
    )
    scale = forms.DecimalField(
        label=_("Thang điểm"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, required=False
    )
    is_optional = forms.BooleanField(label=_("Được bỏ qua"), required=False)

    def clean(self) -> dict[str, Any]:
        """A criterion has a weight and a scale."""
        given = super().clean() or {}
        if given.get("title"):
            for name in ("weight", "scale"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Chưa ghi số này."))
        return given


CriterionFormSet: type[BaseFormSet[CriterionForm]] = forms.formset_factory(CriterionForm, extra=3, max_num=12)


class TiesForm(forms.Form):
    """Tie rules in their order; lots are always the last."""

    PLACES = 5
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in Tie if kind not in {Tie.CRITERION, Tie.LOT}]
        named = [
            (f"criterion:{one.pk}", f"{Tie.CRITERION.label} “{one.title}” ({one.round.get_kind_display()})")
            for one in criteria
        ]
        for place in range(1, self.PLACES + 1):
            self.fields[f"rule_{place}"] = forms.ChoiceField(
                label=_("Quy tắc thứ %(place)s") % {"place": place},
                choices=[("", _("Không có")), *kinds, *named],
                required=False,
            )

    def rules(self) -> list[TieRule]:
        """Return the rules as chosen."""
        chosen = [self.cleaned_data[f"rule_{place}"] for place in range(1, self.PLACES + 1)]
        return [_rule(one) for one in chosen if one]


def _rule(chosen: str) -> TieRule:
    kind, _colon, key = chosen.partition(":")
    return TieRule(kind, int(key) if key else None)


class QuestionForm(forms.Form):
    """A question of the knowledge test."""

    use_required_attribute = False
    text = text_area(_("Câu hỏi"), rows=2)
    choice_a = forms.CharField(label=_("Phương án A"), max_length=300)
    choice_b = forms.CharField(label=_("Phương án B"), max_length=300)
    choice_c = forms.CharField(label=_("Phương án C"), max_length=300, required=False)
    choice_d = forms.CharField(label=_("Phương án D"), max_length=300, required=False)
    key = forms.ChoiceField(label=_("Đáp án"), choices=Question.Key.choices)
    points = forms.DecimalField(label=_("Điểm"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, initial=1)
    source = forms.CharField(label=_("Căn cứ"), max_length=300, required=False, help_text=_("Văn bản, điều, khoản."))


class PanelForm(forms.Form):
    """Somebody is asked to read or to judge."""

    staff = forms.TypedChoiceField(label=_("Người được mời"), coerce=int, choices=[])
    panel = forms.ChoiceField(
        label=_("Chấm vòng"), choices=[(Round.PRELIMINARY.value, _("Sơ khảo")), (FINAL, _("Chung kết"))]
    )

    def __init__(self, *args: Any, people: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        _choose(self.fields["staff"], people)


class InterestForm(forms.Form):
    """A relation for the register of conflicts of interest."""

    staff = forms.TypedChoiceField(label=_("Người có quan hệ"), coerce=int, choices=[], required=False)
    unit = forms.TypedChoiceField(label=_("Đơn vị dự thi có quan hệ"), coerce=int, choices=[])
    relation = forms.CharField(
        label=_("Quan hệ"),
        max_length=300,
        help_text=_("Ví dụ: vợ, chồng công tác tại đơn vị; đã hướng dẫn nhóm tác giả."),
    )

    def __init__(self, *args: Any, people: Mapping[int, str], units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        _choose(self.fields["staff"], people)
        _choose(self.fields["unit"], units)
        if not people:
            del self.fields["staff"]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea({"rows": 2}), required=False)


class ExtendForm(forms.Form):
    """A later date."""

    which = forms.ChoiceField(label=_("Mốc thời gian"), choices=[(name, DATES[name]) for name in MOVABLE])
    until = moment(_("Lùi đến"))


class SignerForm(forms.Form):
    """Who signs the letter."""

    use_required_attribute = False
    name = forms.CharField(label=_("Người ký"), max_length=200)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, initial=_("Trưởng Ban Tổ chức"))
