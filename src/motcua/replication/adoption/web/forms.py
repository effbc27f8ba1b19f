"""What is typed on the pages of adoptions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.replication.adoption.models import Adoption, Verdict
from motcua.replication.adoption.needs import LONGEST
from motcua.replication.adoption.plans import LABELS, Plan
from motcua.replication.adoption.settings_form import settings_fields, settings_initial, settings_typed
from motcua.replication.initiatives.models import Initiative


def _day(name: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=LABELS[name], required=False, widget=widget)


class PlanForm(forms.Form):
    """Who is in charge, by when, and the settings of the service that carries the model."""

    use_required_attribute = False
    owner = forms.TypedChoiceField(
        label=LABELS["owner"], coerce=int, error_messages={"required": _("Chưa chọn người phụ trách.")}
    )
    trial_on = _day("trial_on")
    live_on = _day("live_on")

    def __init__(self, *args: Any, people: list[tuple[int, str]], initiative: Initiative, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.service = initiative.service
        field = self.fields["owner"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above, for the type checker
        field.choices = [("", _("Chọn trong danh sách")), *people]
        self.fields.update(settings_fields(self.service))

    @property
    def plan(self) -> Plan:
        """Return what was typed."""
        given = self.cleaned_data
        settings = settings_typed(self.service, given)
        return Plan(given["owner"], given["trial_on"], given["live_on"], settings)


class ChangeForm(PlanForm):
    """The plan of a known adoption, with the version its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def initial_of(adoption: Adoption) -> dict[str, Any]:
    """Return what a form shows of a stored adoption."""
    return {
        "owner": adoption.owner_id,
        "trial_on": adoption.trial_on,
        "live_on": adoption.live_on,
        "version": adoption.version,
        **settings_initial(adoption.settings),
    }


class ActForm(forms.Form):
    """What every act sends: the version of the adoption that the page showed."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)


class AssessForm(ActForm):
    """What came of it, in words; the figures are counted."""

    verdict = forms.ChoiceField(
        label=_("Kết luận"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn kết luận.")},
    )
    words = forms.CharField(
        label=_("Kết quả, khó khăn và kiến nghị"),
        help_text=_("Không cần ghi số liệu: số liệu được đếm từ hệ thống."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Chưa ghi nội dung.")},
    )


class StopForm(ActForm):
    """Why the unit stops."""

    reason = forms.CharField(
        label=_("Lý do dừng"),
        help_text=_("Người dân có hồ sơ hoặc bản nháp đang dở sẽ đọc lý do này."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )
