"""Kits: what can be exported, what was received, one kit beside the unit with dry run and taking over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.queries import unit_names, version_on
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import may_answer_for
from motcua.replication.kits import queries
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.offer_kit import offer_kit
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import take_over_kit, try_kit
from motcua.replication.kits.models import ANSWERING, ModelKit, ReceivedKit
from motcua.replication.kits.outcome import Outcome
from motcua.replication.kits.packing import LARGEST
from motcua.replication.kits.parts.settings_part import adoption_of
from motcua.replication.kits.reading import ReadKit, read_kit
from motcua.replication.kits.refusals import KitRefused, NoSuchService, OtherOutcome, TooLarge
from motcua.replication.kits.web.forms import TakeOverForm, UploadForm
from motcua.services.registry import service as service_of

CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
@require_role(*ANSWERING)
def kits(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/`: what one's units can export, and what they have received."""
    units = queries.answered_units(request.roles, day_of(request.now))
    context = {
        "sources": queries.sources(units, request.now),
        "received": [(kit, units[kit.unit_id], service_of(kit.service)) for kit in queries.received(request.roles)],
    }
    return render(request, "kits/kits.html", context)


@require_POST
@require_role(*ANSWERING)
def export(request: StaffRequest, unit_id: int, service: str) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/xuat/<unit>/<service>/`: the signed file."""
    if not may_answer_for(request.roles, unit_id):
        raise Http404
    try:
        data = export_kit(unit_id=unit_id, service=service, by=request.staff, now=request.now)
    except NoSuchService as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("kits:kits")
    code = version_on(unit_id, day_of(request.now)).code or str(unit_id)
    name = f"bo-ap-dung-{service}-{code}-{day_of(request.now):%Y%m%d}.kit"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


@require_POST
@require_role(*ANSWERING)
def offer(request: StaffRequest, unit_id: int, service: str) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/dua-vao-danh-muc/<unit>/<service>/`: the kit beside its model in the register."""
    if not may_answer_for(request.roles, unit_id):
        raise Http404
    try:
        made = offer_kit(unit_id=unit_id, service=service, by=request.staff, now=request.now)
    except NoSuchService as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("kits:kits")
    messages.success(
        request, _("Bộ áp dụng của đơn vị đã có trong danh mục, ở mô hình %(code)s.") % {"code": made.initiative.code}
    )
    return redirect("kits:kits")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING)
def upload(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/nhap/`: what is refused is refused whole, and nothing of it is kept."""
    day = day_of(request.now)
    units = queries.adopting_units(queries.answered_units(request.roles, day))
    offered = queries.offered_kits(day)
    if request.method != "POST":
        return render(request, "kits/upload.html", {"form": UploadForm(units=units, offered=offered), "units": units})
    form = UploadForm(request.POST, request.FILES, units=units, offered=offered)
    if form.is_valid():
        try:
            kit = receive_kit(data=_data(form), unit_id=form.cleaned_data["unit"], by=request.staff, now=request.now)
        except (KitRefused, NoSuchUnit) as refusal:
            form.add_error("file" if isinstance(refusal, KitRefused) else "unit", str(refusal))
        else:
            return redirect("kits:kit", kit.pk)
    return render(request, "kits/upload.html", {"form": form, "units": units}, status=UNPROCESSABLE)


def _data(form: UploadForm) -> bytes:
    """Return the bytes of the file, or those of the kit in the register; raise TooLarge before reading them."""
    file = form.cleaned_data["file"]
    if not file:
        return bytes(ModelKit.objects.get(pk=form.cleaned_data["offered"]).data)
    if file.size > LARGEST:
        raise TooLarge
    data: bytes = file.read()
    return data


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*ANSWERING)
def kit(request: StaffRequest, kit_id: int) -> HttpResponse:
    """`/can-bo/nhan-rong/bo-ap-dung/<id>/`: the kit beside the unit; a dry run; taking over what was chosen."""
    stored = ReceivedKit.objects.visible_to(request.roles).filter(pk=kit_id).first()
    if stored is None:
        raise Http404
    try:
        page = KitPage(request, stored, read_kit(bytes(stored.data)))
    except KitRefused as refusal:
        # its signer has lost the trust, or the service has gone
        context = {"kit": stored, "refusal": refusal, "uses": list(stored.uses.select_related("by"))}
        return render(request, "kits/no_longer.html", context, status=CONFLICT)
    if request.method != "POST":
        return page.show(TakeOverForm(shown=page.parts))
    form = TakeOverForm(request.POST, shown=page.parts)
    if not form.is_valid():
        return page.show(form)
    try:
        return page.take_over(form) if request.POST.get("step") == "take_over" else page.tried(form)
    except Refused as refusal:
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        return page.show(form)


class KitPage:
    """One kit beside its unit, and what a person does with it."""

    def __init__(self, request: StaffRequest, stored: ReceivedKit, read: ReadKit) -> None:
        self.request, self.stored, self.read = request, stored, read
        self.parts = queries.shown_parts(read, unit_id=stored.unit_id, now=request.now)

    def tried(self, form: TakeOverForm, *, status: int = 200) -> HttpResponse:
        """Show what taking over would do."""
        outcome = try_kit(kit_id=self.stored.pk, choice=form.choice, by=self.request.staff, now=self.request.now)
        return self.show(form, outcome=outcome, status=status)

    def take_over(self, form: TakeOverForm) -> HttpResponse:
        """Take over what the dry run has shown; when that has become something else, show the new one."""
        try:
            outcome = take_over_kit(
                kit_id=self.stored.pk,
                choice=form.choice,
                by=self.request.staff,
                now=self.request.now,
                expected=form.cleaned_data["digest"],
            )
        except OtherOutcome as refusal:
            messages.warning(self.request, str(refusal))
            return self.tried(form, status=CONFLICT)
        count = sum(len(part.changes) for part in outcome.parts)
        messages.success(self.request, _("Đã nhập bộ áp dụng: %(count)s thay đổi.") % {"count": count})
        return redirect("kits:kit", self.stored.pk)

    def show(self, form: TakeOverForm, *, outcome: Outcome | None = None, status: int = 200) -> HttpResponse:
        """Show the kit, with a dry run if there was one."""
        names = unit_names([self.stored.unit_id], day_of(self.request.now))
        context = {
            "kit": self.stored,
            "head": self.read.kit.head,
            "fingerprint": self.read.kit.fingerprint,
            "signer": self.read.signer,
            "service": service_of(self.stored.service),
            "unit_name": names[self.stored.unit_id],
            "adoption": adoption_of(self.stored.service, self.stored.unit_id),
            "parts": self.parts,
            "form": form,
            "outcome": outcome,
            "uses": list(self.stored.uses.select_related("by")),
        }
        return render(self.request, "kits/kit.html", context, status=UNPROCESSABLE if form.errors else status)
