"""What the applicant asks about their own data at the look-up, after giving the number of the identity paper."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.privacy.actions.hand_out_export import hand_out_export
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, RequestKind
from motcua.foundation.privacy.queries import requests_from
from motcua.foundation.privacy.web.public import sent
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.worktime import clock
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.models import Channel, Dossier
from motcua.services.onestop.web.public.applicant import is_identified
from motcua.services.onestop.web.public.by_code import with_status


class OwnDataForm(forms.Form):
    """What is asked."""

    use_required_attribute = False
    kind = forms.TypedChoiceField(
        label=_("Ông/bà muốn"),
        choices=RequestKind.choices,
        coerce=RequestKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn điều muốn yêu cầu.")},
    )
    text = forms.CharField(
        label=_("Nói rõ thêm"),
        help_text=_("Ví dụ: dữ liệu nào chưa đúng và cần sửa thành gì."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def own_data(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/du-lieu/`: send a request, and see what became of the earlier ones."""
    now = clock.now()
    if not is_identified(request, status, now):
        return redirect("onestop:own_papers", token)
    dossier = _dossier(status)
    form = OwnDataForm(request.POST or None)
    if form.is_valid() and _is_sent(form, dossier, status.receiving_unit_id, now):
        return redirect("onestop:own_data", token)
    rows = [(each, each.can_be_downloaded(now)) for each in requests_from(dossier.applicant, dossier.code)]
    context = {"status": status, "token": token, "form": form, "rows": rows}
    code = 400 if form.errors else 200
    return render(request, "onestop/public/own_data.html", context, status=code, using="jinja2")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def take(request: HttpRequest, status: Status, token: str, request_id: int) -> HttpResponseBase:
    """`/tra-cuu/<token>/du-lieu/<id>/`: a press downloads the export of a request sent here, once."""
    now = clock.now()
    if request.method != "POST" or not is_identified(request, status, now):
        return redirect("onestop:own_data", token)
    dossier = _dossier(status)
    asked = {each.pk: each for each in requests_from(dossier.applicant, dossier.code)}
    if request_id not in asked or asked[request_id].is_taken_by_code:
        raise Http404
    try:
        return sent(hand_out_export(request_id=request_id, now=now))
    except Refused as refused:
        return refused_page(request, refused, status=HTTPStatus.GONE)


def _is_sent(form: OwnDataForm, dossier: Dossier, unit_id: int, now: datetime) -> bool:
    """Send the request, or say in the form why not."""
    try:
        receive_request(
            person=dossier.applicant,
            unit_id=unit_id,
            kind=form.cleaned_data["kind"],
            proof=_proof(dossier),
            text=form.cleaned_data["text"],
            by=Actor.citizen(),
            now=now,
            sent_from=dossier.code,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _proof(dossier: Dossier) -> IdentityProof:
    """Return what is known of who asks: anybody may file online with a number that is not theirs, or for another."""
    was_seen = dossier.channel == Channel.COUNTER and not dossier.helper
    return IdentityProof.LOOK_UP if was_seen else IdentityProof.NUMBER_ALONE


def _dossier(status: Status) -> Dossier:
    chosen = Dossier.objects.select_related("applicant").only("applicant", "channel", "code", "helper")
    return chosen.get(pk=status.dossier_id)
