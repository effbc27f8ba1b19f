"""Answer in three taps: open the link, choose, send. And what all the answers say of each office."""

from __future__ import annotations

import re

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.services.surveys.actions.give_voice import check_open, give_voice
from motcua.services.surveys.offering import settings_for
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.queries import office_voices
from motcua.services.surveys.refusals import TOO_FEW, VoiceRefused
from motcua.services.surveys.rules import LEAST, Band, Rating, Reason
from motcua.services.surveys.settings import SurveySettings
from motcua.services.surveys.tokens import Asked, read

GONE, NOT_YET = 410, 409
_QUARTER = re.compile(r"(20\d\d)-([1-4])")


class VoiceForm(forms.Form):
    """One choice is enough."""

    use_required_attribute = False
    rating = forms.TypedChoiceField(
        label=_("Ông/bà có hài lòng với lần giải quyết này không?"),
        choices=Rating.choices,
        coerce=lambda value: Rating(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn mức nào.")},
    )
    reasons = forms.TypedMultipleChoiceField(
        label=_("Điều gì cần tốt hơn?"),
        choices=Reason.choices,
        coerce=Reason,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, asks_reasons: bool) -> None:
        super().__init__(data)
        if not asks_reasons:
            del self.fields["reasons"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """`/danh-gia/<token>/`: the form, or why it cannot be answered any more."""
    asked = read(token)
    if asked is None:
        raise Http404
    unit = settings_for(asked.unit_id, clock.now()) or SurveySettings()
    form = VoiceForm(request.POST if request.method == "POST" else None, asks_reasons=unit.asks_reasons)
    try:
        check_open(asked, clock.now())
        if request.method == "POST" and form.is_valid():
            give_voice(asked=asked, now=clock.now(), **form.cleaned_data)
            return redirect("surveys:thanks")
    except VoiceRefused as refused:
        status = NOT_YET if refused.code == TOO_FEW else GONE
        return render(request, "surveys/closed.html", {"refused": refused}, status=status, using="jinja2")
    context = {"form": form, "office": _office(asked), "opening": unit.opening}
    return render(request, "surveys/answer.html", context, status=400 if form.errors else 200, using="jinja2")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """`/danh-gia/cam-on/`."""
    return render(request, "surveys/thanks.html", using="jinja2")


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/muc-do-hai-long/`: every office in one quarter that is over, small figures hidden."""
    latest = Quarter.last_closed(day_of(clock.now()))
    found = _QUARTER.fullmatch(request.GET.get("quy", ""))
    quarter = min(Quarter(int(found[1]), int(found[2])), latest) if found else latest
    context = {
        "quarter": quarter,
        "is_last": quarter == latest,
        "next_on": latest.after.closes_on,
        "rows": office_voices(quarter, now=clock.now()),
        "bands": [band.label for band in Band],
        "reasons": [reason.label for reason in Reason],
        "least": LEAST,
    }
    return render(request, "surveys/results.html", context, using="jinja2")


def _office(asked: Asked) -> str:
    return unit_names([asked.unit_id], day_of(clock.now())).get(asked.unit_id, "")
