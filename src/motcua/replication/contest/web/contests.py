"""The list of contests, one contest, its call."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.attachments.actions.receive_file import receive_file
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import unit_names, units_below
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role, require_staff
from motcua.replication.contest.actions.create_contest import create_contest
from motcua.replication.contest.actions.edit_call import edit_call as change_call
from motcua.replication.contest.actions.extend_deadline import extend_deadline
from motcua.replication.contest.models import Contest
from motcua.replication.contest.queries.pages import contest_page, contest_rows
from motcua.replication.contest.web.acts import ACTS, offered
from motcua.replication.contest.web.forms import CallForm, ExtendForm, call_of
from motcua.replication.contest.web.reach import UNPROCESSABLE, done, organised_contest, visible_contest


@require_safe
@require_staff
def contests(request: StaffRequest) -> HttpResponse:
    """`/can-bo/nhan-rong/hoi-thi/`: the contests somebody has to do with."""
    context = {
        "rows": contest_rows(request.roles, now=request.now),
        "may_create": request.roles.somewhere(Role.COORDINATOR),
    }
    return render(request, "contest/contests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.COORDINATOR)
def create(request: StaffRequest) -> HttpResponse:
    """Write a new call."""
    form = CallForm(request.POST or None, request.FILES or None, **_choices(request))
    if form.is_valid():
        unit_id = form.cleaned_data.get("unit") or next(iter(request.roles.unit_ids(Role.COORDINATOR)))
        try:
            made = create_contest(unit_id=unit_id, call=form.call(), by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Đã lưu dự thảo. Hãy xem tiêu chí, quy tắc bằng điểm và câu hỏi rồi phát động.")
            )
            return redirect("contest:contest", made.pk)
    return render(request, "contest/call.html", {"form": form, "contest": None}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def edit_call(request: StaffRequest, contest_id: int) -> HttpResponse:
    """Change the call while it is a draft."""
    contest = organised_contest(request, contest_id)
    form = CallForm(request.POST or None, request.FILES or None, initial=call_of(contest), **_choices(request, contest))
    if form.is_valid():
        try:
            change_call(
                contest_id=contest.pk,
                call=form.call(),
                by=request.staff,
                now=request.now,
                expected_version=form.cleaned_data["version"] or 0,
                rules_file=_received(request),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu thể lệ."))
            return redirect("contest:contest", contest.pk)
    return render(request, "contest/call.html", {"form": form, "contest": contest}, status=_status(form))


@require_safe
@never_cache
@require_staff
def contest(request: StaffRequest, contest_id: int) -> HttpResponse:
    """One contest: the call, what is to be done, one's own entries and sheets."""
    found = visible_contest(request, contest_id)
    page = contest_page(found, request.staff, request.roles, now=request.now)
    context = {"page": page, "contest": found, "offered": offered(page), "extend": ExtendForm(), "now": request.now}
    return render(request, "contest/contest.html", context)


@require_safe
@require_staff
def rules_file(request: StaffRequest, contest_id: int) -> FileResponse:
    """The document of the rules."""
    found = visible_contest(request, contest_id)
    if found.rules_file is None:
        raise Http404
    return file_response(found.rules_file, inline=True)


@require_POST
@require_staff
def act(request: StaffRequest, contest_id: int, deed: str) -> HttpResponse:
    """Do one thing that needs nothing but the press."""
    chosen = ACTS.get(deed)
    if chosen is None:
        raise Http404
    found = organised_contest(request, contest_id)
    back = chosen.back or "contest:contest"
    return done(request, lambda: chosen.run(found, request.staff, request.now), chosen.said, back, found.pk)


@require_POST
@require_staff
def extend(request: StaffRequest, contest_id: int) -> HttpResponse:
    """Move a date."""
    found = organised_contest(request, contest_id)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chưa chọn mốc thời gian hoặc ngày giờ mới. Không có gì thay đổi."))
        return redirect("contest:contest", found.pk)
    given = form.cleaned_data
    return done(
        request,
        lambda: extend_deadline(
            contest_id=found.pk, which=given["which"], until=given["until"], by=request.staff, now=request.now
        ),
        _("Đã lùi thời hạn; các đơn vị được báo."),
        "contest:contest",
        found.pk,
    )


def _choices(request: StaffRequest, contest: Contest | None = None) -> dict[str, dict[int, str]]:
    """Return which units may organise (none to choose once there is a contest) and which may be invited."""
    day = day_of(request.now)
    steered = request.roles.unit_ids(Role.COORDINATOR)
    organiser = contest.unit_id if contest else next(iter(steered)) if len(steered) == 1 else None
    below = sorted(steered) if organiser is None else units_below(organiser, day)
    organisers = {} if contest or len(steered) == 1 else unit_names(steered, day)
    return {"organisers": organisers, "units": unit_names(below, day)}


def _received(request: StaffRequest) -> StoredFile | None:
    upload = request.FILES.get("rules_file")
    if upload is None:
        return None
    return receive_file(upload=upload, name=upload.name or "", by=request.staff.as_actor(), now=request.now)


def _status(form: CallForm) -> int:
    return UNPROCESSABLE if form.errors else 200
