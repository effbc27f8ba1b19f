"""Whose kits are taken here, and the key by which others take ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.kits.access import may_guard
from motcua.replication.kits.actions.distrust_signer import distrust_signer
from motcua.replication.kits.actions.trust_signer import trust_signer
from motcua.replication.kits.models import ANSWERING, TrustedSigner
from motcua.replication.kits.packing import fingerprint
from motcua.replication.kits.signers import as_text, own_public_key
from motcua.replication.kits.web.forms import SignerForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING, Role.ADMINISTRATOR)
def signers(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/nguoi-ky/`: our own key, and the signers that are trusted."""
    form = SignerForm(request.POST) if request.method == "POST" else SignerForm()
    guards = may_guard(request.roles)
    if request.method == "POST" and not guards:
        raise Http404
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = trust_signer(public_key=given["public_key"], name=given["name"], by=request.staff, now=request.now)
        except Refused as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã tin cậy người ký %(name)s.") % {"name": made.name})
            return redirect("kits:signers")
    context = {
        "own_key": as_text(own_public_key()),
        "own_fingerprint": fingerprint(own_public_key()),
        "signers": list(TrustedSigner.objects.select_related("added_by").order_by("removed_at", "name", "pk")),
        "may_guard": guards,
        "form": form,
    }
    return render(request, "kits/signers.html", context, status=422 if form.errors else 200)


@require_POST
@require_role(Role.ADMINISTRATOR)
def distrust(request: StaffRequest, signer_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/nguoi-ky/<id>/bo/`: take no more kits of a signer."""
    try:
        removed = distrust_signer(signer_id=signer_id, by=request.staff, now=request.now)
    except TrustedSigner.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã thôi tin cậy người ký %(name)s.") % {"name": removed.name})
    return redirect("kits:signers")
