"""The citizen's own word before papers are added to a dossier somebody else filed: figures sent to them alone."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.services.onestop.helping.actions.ask_citizen import ask_citizen
from motcua.services.onestop.helping.own_code import check_own_code
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.web.public.applicant import is_remembered, remember

SAID_SO = "onestop_citizen_said_so"  # in the session: until when this browser may add papers, by dossier
SEND = "gui-ma"  # the button that asks for the figures


class OwnCodeForm(forms.Form):
    """The figures the citizen got."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Mã xác nhận"),
        help_text=_("6 chữ số vừa gửi tới điện thoại hoặc thư điện tử đã ghi khi đồng ý cho nộp giúp."),
        max_length=20,
        error_messages={"required": _("Chưa nhập mã.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def ask_citizen_first(request: HttpRequest, status: Status, token: str, *, now: datetime) -> HttpResponse | None:
    """Return the page that sends or asks for the figures; None for one's own dossier, and once they were right."""
    if not status.is_helped or is_remembered(request, SAID_SO, status, now):
        return None
    dossier = Dossier.objects.only("contact_phone", "contact_email").get(pk=status.dossier_id)
    form, refused = OwnCodeForm(request.POST if "code" in request.POST else None), ""
    if SEND in request.POST:
        refused = _send(status, now)
    elif form.is_valid():
        try:
            check_own_code(dossier, form.cleaned_data["code"], now=now)
        except Refused as refusal:
            form.add_error("code", str(refusal.message))
        else:
            remember(request, SAID_SO, status, now)
            return redirect("onestop:supplement", token)
    context = {
        "status": status,
        "token": token,
        "form": form,
        "is_sent": form.is_bound or (SEND in request.POST and not refused),
        "refused": refused,
        "has_contact": bool(dossier.contact_phone or dossier.contact_email),
        "send": SEND,
    }
    code = 400 if form.errors or refused else 200
    return render(request, "onestop/public/own_code.html", context, status=code, using="jinja2")


def _send(status: Status, now: datetime) -> str:
    """Let the figures go out; return why they do not, "" when they do."""
    try:
        ask_citizen(dossier_id=status.dossier_id, now=now)
    except Refused as refusal:
        return str(refusal.message)
    return ""
