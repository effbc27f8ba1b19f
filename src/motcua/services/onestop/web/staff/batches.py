"""One act with many dossiers: choose, look it through, do it, read what became of each."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.actions.plan_all import plan_all
from motcua.services.onestop.actions.plan_series import plan_series
from motcua.services.onestop.actions.start_batch import start_batch
from motcua.services.onestop.actions.start_series import start_series
from motcua.services.onestop.models import Batch, BatchAct, BatchSeries
from motcua.services.onestop.models.batch import MOST_IN_SERIES
from motcua.services.onestop.queries import worklist
from motcua.services.onestop.queries.batches import batch_page, batches_of, series_page
from motcua.services.onestop.queries.owners import WORKERS, held_by, held_in, ownerless, takers_for
from motcua.services.onestop.web.staff.work_list import asked_in, wanted_of

HANDED_ON = "Bàn giao hồ sơ"  # stays with every dossier, whatever language the leader reads
_LONGEST_ID = 18  # digits of a number that the database can hold


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*WORKERS)
def batches(request: StaffRequest) -> HttpResponse:
    """`/can-bo/loat/`: one's batches; POST plans one with the dossiers marked in the work list, or all it shows.

    What is more than a batch holds becomes a series of batches.
    """
    if request.method != "POST":
        return render(request, "onestop/staff/batches.html", {"batches": batches_of(request.staff)}, using="jinja2")
    back = _filters(request.POST.get("filters", ""))
    try:
        planned = plan_all(
            dossier_ids=_chosen(request, back),
            act=BatchAct(request.POST.get("act", "")),
            by=request.staff,
            now=request.now,
            to_staff_id=_number(request.POST.get("to_staff", "")),
            note=request.POST.get("note", "")[:1000],
        )
    except ValueError:
        messages.error(request, _("Chưa chọn việc cần làm."))
        return _back(back)
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(back)
    return redirect(f"onestop_staff:{'batch' if isinstance(planned, Batch) else 'batch_series'}", planned.pk)


def _filters(query: str) -> str:
    """Return the conditions of the list that was on the screen. Whole: what is cut off would widen the list."""
    return urlencode({name: value for name, value in asked_in(QueryDict(query)).items() if value})


def _back(filters: str) -> HttpResponse:
    return redirect(f"{reverse('onestop_staff:home')}?{filters}" if filters else "onestop_staff:home")


def _chosen(request: StaffRequest, filters: str) -> list[int]:
    """Return the marked dossiers; with `scope=all` all that the list shows, one more than a series holds."""
    if request.POST.get("scope") != "all":
        return [number for each in request.POST.getlist("dossier") if (number := _number(each)) is not None]
    wanted = wanted_of(asked_in(QueryDict(filters)))
    found = worklist.matching(staff=request.staff, roles=request.roles, wanted=wanted, now=request.now)
    return list(found.order_by(*worklist.NEXT).values_list("pk", flat=True)[: MOST_IN_SERIES + 1])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*WORKERS)
def batch(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """`/can-bo/loat/<id>/`: what would be done and what was; POST does it, or goes on."""
    try:
        if request.method == "POST":
            run = start_batch(batch_id=batch_id, by=request.staff, now=request.now)
            return redirect("runs:run", run.pk)
        page = batch_page(batch_id=batch_id, staff=request.staff)
    except Batch.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("onestop_staff:batch", batch_id)
    return render(request, "onestop/staff/batch.html", {"page": page}, using="jinja2")


@require_http_methods(["GET", "HEAD"])
@require_role(Role.LEADER)
def share_out(request: StaffRequest) -> HttpResponse:
    """`/can-bo/ban-giao-ho-so/`: who holds how many open dossiers, and what has nobody; hands on in one act."""
    units = request.roles.unit_ids(Role.LEADER)
    held = held_in(units, request.now)
    context = {
        "held": held,
        "ownerless": ownerless(request.now, units),
        "takers": takers_for(held, request.now),
    }
    return render(request, "onestop/staff/share_out.html", context, using="jinja2")


@require_POST
@require_role(Role.LEADER)
def hand_on(request: StaffRequest) -> HttpResponse:
    """`/can-bo/ban-giao-ho-so/giao/`: plan to give all that one colleague holds at an office to another."""
    holder, unit = _number(request.POST.get("holder", "")), _number(request.POST.get("unit", ""))
    if holder is None or unit is None:
        messages.error(request, _("Chưa chọn hồ sơ của ai."))
        return redirect("onestop_staff:share_out")
    if unit not in request.roles.unit_ids(Role.LEADER):
        raise Http404
    try:
        series = plan_series(
            dossier_ids=held_by(holder, unit),
            act=BatchAct.ASSIGN,
            by=request.staff,
            now=request.now,
            to_staff_id=_number(request.POST.get("to_staff", "")),
            note=HANDED_ON,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("onestop_staff:share_out")
    return redirect("onestop_staff:batch_series", series.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*WORKERS)
def batch_series(request: StaffRequest, series_id: UUID) -> HttpResponse:
    """`/can-bo/loat/nhieu/<id>/`: the batches of one act with many dossiers; POST does them all, or goes on."""
    try:
        if request.method == "POST":
            run = start_series(series_id=series_id, by=request.staff, now=request.now)
            return redirect("runs:run", run.pk)
        page = series_page(series_id=series_id, staff=request.staff)
    except BatchSeries.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("onestop_staff:batch_series", series_id)
    if len(page.parts) == 1:
        return redirect("onestop_staff:batch", page.batch.pk)
    return render(request, "onestop/staff/batch_series.html", {"page": page}, using="jinja2")
