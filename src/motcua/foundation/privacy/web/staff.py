"""What people ask about their data, for staff: the list by due time, a new request, one request and its answer."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.privacy.access import READERS, RECEIVERS, may_answer
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.give_code import give_code
from motcua.foundation.privacy.actions.note_reading import note_reading
from motcua.foundation.privacy.actions.receive_request import known_person, receive_request
from motcua.foundation.privacy.models import ReadingKind, SubjectRequest
from motcua.foundation.privacy.queries import RequestPage, answered_requests, request_page, waiting_requests
from motcua.foundation.privacy.refusals import NotToBeDownloaded
from motcua.foundation.privacy.web.forms import AnswerForm, ReceiveForm
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, for_what_was_taken_over, require_role


@require_safe
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def requests(request: StaffRequest) -> HttpResponse:
    """`/can-bo/du-lieu-ca-nhan/`: what waits, next due first, and what was answered."""
    context = {
        "waiting": waiting_requests(request.roles, request.now),
        "answered": answered_requests(request.roles, request.now),
        "may_receive": request.roles.somewhere(*RECEIVERS),
    }
    return render(request, "privacy/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*RECEIVERS)
def receive(request: StaffRequest) -> HttpResponse:
    """`/can-bo/du-lieu-ca-nhan/moi/`: a request at the counter."""
    units = unit_names(request.roles.unit_ids(*RECEIVERS), day_of(request.now), short=True)
    form = ReceiveForm(request.POST or None, units=sorted(units.items(), key=lambda pair: pair[1]))
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = receive_request(
                person=known_person(given["identity_kind"], given["identity_number"]),
                unit_id=given["unit"],
                kind=given["kind"],
                proof=given["proof"],
                text=given["text"],
                by=request.staff,
                now=request.now,
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error("identity_number", str(refusal))
        else:
            messages.success(request, _("Đã ghi nhận yêu cầu. Hạn trả lời được ghi bên dưới."))
            return redirect("privacy:request", made.pk)
    return render(request, "privacy/receive.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_role(*READERS)
@for_what_was_taken_over
def show_request(request: StaffRequest, request_id: int) -> HttpResponse:
    """`/can-bo/du-lieu-ca-nhan/<id>/`: one request; whoever may, answers it here."""
    page = _page_or_404(request, request_id)
    if request.method == "POST" and not may_answer(request.roles, page.request.unit_id):
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            answered, code = answer_request(
                request_id=request_id,
                outcome=given["outcome"],
                answer=given["answer"],
                by=request.staff,
                now=request.now,
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if code:
                return _shown_once(request, answered, code)
            messages.success(request, _("Đã trả lời yêu cầu."))
            return redirect("privacy:request", request_id)
    _note(request, page)
    context = {"page": page, "asked": page.request, "form": form, "now": request.now}
    return render(request, "privacy/request.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@require_role(*RECEIVERS)
@for_what_was_taken_over
def give(request: StaffRequest, request_id: int) -> HttpResponse:
    """`/can-bo/du-lieu-ca-nhan/<id>/ma/`: the code for whoever came with their identity paper."""
    try:
        asked, code = give_code(request_id=request_id, by=request.staff, now=request.now)
    except SubjectRequest.DoesNotExist as unknown:
        raise Http404 from unknown
    except NotToBeDownloaded as over:
        messages.error(request, str(over))
        return redirect("privacy:request", request_id)
    return _shown_once(request, asked, code)


def _shown_once(request: StaffRequest, asked: SubjectRequest, code: str) -> HttpResponse:
    where = f"{settings.PUBLIC_URL}{reverse('privacy:take')}"
    return render(request, "privacy/code.html", {"asked": asked, "code": code, "where": where})


def _note(request: StaffRequest, page: RequestPage) -> None:
    """Write down that this reader saw what the person asked; the number stays masked."""
    asked = page.request
    note_reading(
        person=asked.person,
        kind=ReadingKind.PAGE,
        about=("subject_request", asked.number),
        in_full=False,
        by=request.staff,
        now=request.now,
    )


def _page_or_404(request: StaffRequest, request_id: int) -> RequestPage:
    try:
        return request_page(request_id=request_id, roles=request.roles, now=request.now)
    except SubjectRequest.DoesNotExist as unknown:
        raise Http404 from unknown
