"""Enter a letter: a file or its text."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.directives.actions.upload_directive import Head, upload_directive
from motcua.replication.directives.web.choices import Choices, keeper_choices
from motcua.replication.directives.web.forms import UploadForm

_FIELDS = {"no_number": "number", "no_day": "issued_on", "no_issuer": "issuer", "not_allowed": "keeper"}


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def upload(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/chi-dao/tai-len/`: what is refused is said with its reason, and nothing is kept of it."""
    today = day_of(request.now)
    keepers = keeper_choices(request.roles, today)
    units = Choices(today).units()
    if request.method != "POST":
        home = request.staff.home_unit_id
        return _show(
            request, UploadForm(initial={"keeper": home if home in keepers else None}, units=units, keepers=keepers)
        )
    form = UploadForm(request.POST, request.FILES, units=units, keepers=keepers)
    if not form.is_valid():
        return _show(request, form)
    try:
        made = upload_directive(
            data=_data(form),
            name=getattr(form.cleaned_data["file"], "name", "") or "cong-van.txt",
            keeper_id=form.cleaned_data["keeper"],
            head=Head(form.cleaned_data["number"], form.cleaned_data["issued_on"], form.cleaned_data["issuer"]),
            by=request.staff,
            now=request.now,
        )
    except Refused as refused:
        form.add_error(_FIELDS.get(refused.code, "file"), str(refused))
        return _show(request, form)
    return redirect("directives:directive", made.pk)


def _data(form: UploadForm) -> bytes:
    file = form.cleaned_data["file"]
    data: bytes = file.read() if file else form.cleaned_data["text"].encode()
    return data


def _show(request: StaffRequest, form: UploadForm) -> HttpResponse:
    return render(request, "directives/upload.html", {"form": form}, status=422 if form.errors else 200)
