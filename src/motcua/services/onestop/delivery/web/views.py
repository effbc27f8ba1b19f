"""The delivery of results on pages: the desk, a trip and its sheet, a parcel and its door, teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.privacy.models import ReadingKind
from motcua.foundation.ui.web.device_policy import may_use_camera
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.services.onestop.delivery import queries
from motcua.services.onestop.delivery.actions.form_team import FORMERS, form_team
from motcua.services.onestop.delivery.actions.settle_trip import settle_trip
from motcua.services.onestop.delivery.actions.start_trip import start_trip
from motcua.services.onestop.delivery.queries import ParcelPage
from motcua.services.onestop.delivery.readings import note_doors
from motcua.services.onestop.delivery.route_sheet import route_sheet
from motcua.services.onestop.delivery.web.acts import PARCEL_ACTS, ParcelAct, Pressed
from motcua.services.onestop.delivery.web.forms import PlainForm, SettleForm, TeamForm, TripForm
from motcua.services.onestop.models import DeliveryTeam, DeliveryTrip, Parcel
from motcua.services.onestop.models.parcel import KEEPERS

SEES = (*KEEPERS, Role.VOLUNTEER)
DOOR_READERS = (Role.RECEPTIONIST, Role.VOLUNTEER)


@require_safe
@never_cache
@require_role(*SEES)
def home(request: StaffRequest) -> HttpResponse:
    """`giao-ket-qua/`: what waits, what is on its way, the open trips."""
    desk = queries.delivery_desk(roles=request.roles)
    context = {"desk": desk, "forms_teams": request.roles.somewhere(*FORMERS)}
    return render(request, "onestop/delivery/home.html", context, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*FORMERS)
def teams(request: StaffRequest) -> HttpResponse:
    """`giao-ket-qua/to/`: the teams, and a form for one."""
    units = request.roles.unit_ids(*FORMERS)
    names = unit_names(units, day_of(request.now), short=True)
    form = TeamForm(
        request.POST or None,
        units=sorted(names.items(), key=lambda pair: pair[1]),
        volunteers=queries.volunteers_in(units, request.now),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            form_team(unit_id=given.pop("unit"), by=request.staff, now=request.now, **given)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã ghi tổ giao kết quả."))
            return redirect("delivery:teams")
    context = {"teams": queries.teams_of(request.roles), "form": form, "names": names}
    return _form_page(request, "onestop/delivery/teams.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(Role.RECEPTIONIST)
def new_trip(request: StaffRequest) -> HttpResponse:
    """`giao-ket-qua/chuyen/moi/`: choose team, carrier and parcels."""
    units = request.roles.unit_ids(Role.RECEPTIONIST)
    active = DeliveryTeam.objects.filter(unit__in=units, is_active=True).prefetch_related("members")
    form = TripForm(request.POST or None, teams=list(active), parcels=queries.parcels_to_send(units))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            trip = start_trip(
                team_id=given["team"],
                carrier_id=given["carrier"],
                parcels=given["parcels"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã bàn giao. Hãy in phiếu lộ trình cho tổ."))
            return redirect("delivery:trip", trip.pk)
    return _form_page(request, "onestop/delivery/new_trip.html", form, {"form": form})


@require_safe
@never_cache
@require_role(*SEES)
def trip(request: StaffRequest, trip_id: int) -> HttpResponse:
    """`giao-ket-qua/chuyen/<id>/`: the doors in the order of the walk."""
    return render(request, "onestop/delivery/trip.html", {"page": _trip(request, trip_id)}, using="jinja2")


@require_safe
@never_cache
@require_role(*DOOR_READERS)
def sheet(request: StaffRequest, trip_id: int) -> HttpResponse:
    """`giao-ket-qua/chuyen/<id>/lo-trinh.pdf`: for the counter and the team; every receiver's reading is noted."""
    page = _trip(request, trip_id)
    if not page.shows_doors:
        raise Http404
    parcels = [carried.parcel for carried in page.walk]
    note_doors(parcels, ReadingKind.LETTER, in_full=True, by=request.staff, now=request.now)
    content = route_sheet(page, now=request.now)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="lo-trinh-{trip_id}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(Role.RECEPTIONIST)
def settle(request: StaffRequest, trip_id: int) -> HttpResponse:
    """`giao-ket-qua/chuyen/<id>/quyet-toan/`: count the cash."""
    page = _trip(request, trip_id)
    form = SettleForm(request.POST or None, initial={"handed": page.taken})
    if request.method == "POST" and form.is_valid():
        try:
            settle_trip(trip_id=trip_id, by=request.staff, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Đã quyết toán chuyến giao."))
            return redirect("delivery:trip", trip_id)
    return _form_page(request, "onestop/delivery/settle.html", form, {"page": page, "form": form})


@require_safe
@never_cache
@require_role(*SEES)
def parcel(request: StaffRequest, uid: UUID) -> HttpResponse:
    """`giao-ket-qua/goi/<uuid>/`: where it goes and what may be done; for the team nothing of the dossier."""
    page = _parcel(request, uid)
    note_doors([page.parcel], ReadingKind.PAGE, in_full=page.shows_doors, by=request.staff, now=request.now)
    acts = [act for act in PARCEL_ACTS.values() if act.action in page.acts]
    return render(request, "onestop/delivery/parcel.html", {"page": page, "acts": acts}, using="jinja2")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_use_camera
@require_role(Role.RECEPTIONIST, Role.VOLUNTEER)
def act(request: StaffRequest, uid: UUID, slug: str) -> HttpResponse:
    """`giao-ket-qua/goi/<uuid>/<act>/`: the door, and what else can be done with a parcel."""
    page, chosen = _parcel(request, uid), PARCEL_ACTS.get(slug)
    if chosen is None:
        raise Http404
    if chosen.action not in page.acts and request.method != "POST":
        return redirect("delivery:parcel", uid)
    if request.method != "POST":
        note_doors([page.parcel], ReadingKind.PAGE, in_full=page.shows_doors, by=request.staff, now=request.now)
    form = chosen.form(request.POST if request.method == "POST" else None, parcel=page.parcel)
    if form.is_bound and form.is_valid() and _done(request, page, chosen, form):
        trip_id = page.parcel.trip_id
        is_team = trip_id is not None and request.roles.somewhere(Role.VOLUNTEER)
        return redirect("delivery:trip", trip_id) if is_team else redirect("delivery:parcel", uid)
    return _form_page(request, "onestop/delivery/act.html", form, {"page": page, "act": chosen, "form": form})


def _done(request: StaffRequest, page: ParcelPage, chosen: ParcelAct, form: PlainForm) -> bool:
    try:
        chosen.run(Pressed(request, page.parcel, form.cleaned_data))
    except Parcel.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return False
    messages.success(request, _("Đã ghi: %(act)s.") % {"act": chosen.label})
    return True


def _trip(request: StaffRequest, trip_id: int) -> queries.TripPage:
    try:
        return queries.trip_page(trip_id=trip_id, roles=request.roles, now=request.now)
    except DeliveryTrip.DoesNotExist as unknown:
        raise Http404 from unknown


def _parcel(request: StaffRequest, uid: UUID) -> ParcelPage:
    try:
        return queries.parcel_page(uid=uid, roles=request.roles)
    except Parcel.DoesNotExist as unknown:
        raise Http404 from unknown


def _form_page(request: StaffRequest, name: str, form: Any, context: dict[str, object]) -> HttpResponse:  # noqa: ANN401 - any form
    return render(request, name, context, status=400 if form.errors else 200, using="jinja2")
