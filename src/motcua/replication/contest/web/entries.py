"""Entries: hand in, read, change, attach files, withdraw; and the organiser's check."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms.formsets import BaseFormSet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.contest.access import entering_units, organises, owns
from motcua.replication.contest.actions.attach_file import attach_file
from motcua.replication.contest.actions.check_entry import check_entry
from motcua.replication.contest.actions.edit_entry import edit_entry as change_entry
from motcua.replication.contest.actions.exclude_entry import exclude_entry
from motcua.replication.contest.actions.remove_file import remove_file as take_away
from motcua.replication.contest.actions.submit_entry import require_receiving, submit_entry
from motcua.replication.contest.actions.withdraw_entry import withdraw_entry
from motcua.replication.contest.content import age_rule
from motcua.replication.contest.eligibility import Person, findings
from motcua.replication.contest.kinds import State
from motcua.replication.contest.models import Entry, EntryFile, EntryState
from motcua.replication.contest.web.entry_forms import (
    AuthorForm,
    AuthorFormSet,
    CheckForm,
    FileForm,
    WorkForm,
    shown_work,
    work_of,
)
from motcua.replication.contest.web.forms import ReasonForm
from motcua.replication.contest.web.reach import (
    UNPROCESSABLE,
    done,
    organised_contest,
    visible_contest,
    visible_entry,
)


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def enter(request: StaffRequest, contest_id: int) -> HttpResponse:
    """Hand in an entry of one's unit."""
    contest = visible_contest(request, contest_id)
    units = entering_units(request.roles, contest)
    if not units:
        raise Http404
    try:
        require_receiving(contest, request.now)
    except Refused as refused:
        return refused_page(request, refused)
    form = WorkForm(request.POST or None, units=unit_names(units, day_of(request.now)))
    authors = AuthorFormSet(request.POST or None, prefix="authors")
    if request.method == "POST" and form.is_valid() and authors.is_valid():
        unit_id = form.cleaned_data.get("unit") or min(units)
        try:
            entry = submit_entry(
                contest_id=contest.pk,
                unit_id=unit_id,
                work=work_of(form, authors),
                by=request.staff,
                now=request.now,
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã nộp bài. Anh/chị sửa và thêm tệp được đến hết hạn nộp."))
            return redirect("contest:entry", entry.pk)
    return _work_page(request, form, authors, {"contest": contest, "entry": None})


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def edit_entry(request: StaffRequest, entry_id: int) -> HttpResponse:
    """Change an entry of one's unit before the deadline."""
    entry = _own(request, entry_id)
    form = WorkForm(request.POST or None, units={}, initial=shown_work(entry))
    rows = list(entry.authors.values("name", "born_on", "position"))
    authors = AuthorFormSet(request.POST or None, initial=rows, prefix="authors")
    if request.method == "POST" and form.is_valid() and authors.is_valid():
        try:
            change_entry(
                entry_id=entry.pk,
                work=work_of(form, authors),
                by=request.staff,
                now=request.now,
                expected_version=form.cleaned_data["version"] or 0,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu bài dự thi."))
            return redirect("contest:entry", entry.pk)
    return _work_page(request, form, authors, {"contest": entry.contest, "entry": entry})


def _work_page(
    request: StaffRequest, form: WorkForm, authors: BaseFormSet[AuthorForm], context: dict[str, object]
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "contest/work.html", {"form": form, "authors": authors, **context}, status=status)


@require_safe
@never_cache
@require_staff
def entry(request: StaffRequest, entry_id: int) -> HttpResponse:
    """One entry, for its unit and for the organiser."""
    found = visible_entry(request, entry_id)
    files = list(found.files.select_related("stored"))
    steers = organises(request.roles, found.contest)
    people = list(found.authors.all())
    checks = findings([Person(one.name, one.born_on) for one in people], age_rule(found.contest))
    is_receiving = found.contest.state == State.OPEN and request.now < found.contest.entries_until
    chosen = [one.pk for one in files if one.is_anonymous]
    initial = {"version": found.version, "readable": chosen, "decision": "yes", "reason": found.decision_reason}
    context = {
        "entry": found,
        "contest": found.contest,
        "unit": unit_names([found.unit_id], day_of(request.now))[found.unit_id],
        "authors": people,
        "files": files,
        "findings": checks,
        "may_change": owns(request.roles, found) and is_receiving and found.state != EntryState.WITHDRAWN,
        "may_withdraw": owns(request.roles, found)
        and found.contest.state != State.ANNOUNCED
        and found.state in {EntryState.SUBMITTED, EntryState.ELIGIBLE},
        "check_form": CheckForm(files=files, initial=initial) if steers and found.contest.state == State.OPEN else None,
        "may_exclude": steers
        and found.state == EntryState.ELIGIBLE
        and found.contest.state in {State.READING, State.FINAL, State.PROVISIONAL},
        "file_form": FileForm(),
        "reason_form": ReasonForm(),
    }
    return render(request, "contest/entry.html", context)


@require_POST
@require_staff
def check(request: StaffRequest, entry_id: int) -> HttpResponse:
    """The organiser decides whether an entry may take part."""
    found = visible_entry(request, entry_id)
    organised_contest(request, found.contest_id)
    form = CheckForm(request.POST, files=found.files.select_related("stored"))
    if not form.is_valid():
        messages.error(request, _("Chưa chọn kết luận. Không có gì thay đổi."))
        return redirect("contest:entry", found.pk)
    given = form.cleaned_data
    return done(
        request,
        lambda: check_entry(
            entry_id=found.pk,
            is_eligible=given["decision"] == "yes",
            reason=given["reason"],
            anonymous_file_ids=given.get("readable", ()),
            by=request.staff,
            now=request.now,
            expected_version=given["version"],
        ),
        _("Đã ghi kết luận về điều kiện dự thi."),
        "contest:contest",
        found.contest_id,
    )


@require_POST
@require_staff
def withdraw(request: StaffRequest, entry_id: int) -> HttpResponse:
    """A unit withdraws its entry."""
    found = _own(request, entry_id)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: withdraw_entry(entry_id=found.pk, reason=reason, by=request.staff, now=request.now),
        _("Đã rút bài dự thi. Nội dung vẫn được lưu."),
        "contest:entry",
        found.pk,
    )


@require_POST
@require_staff
def exclude(request: StaffRequest, entry_id: int) -> HttpResponse:
    """The organiser sends an entry off."""
    found = visible_entry(request, entry_id)
    organised_contest(request, found.contest_id)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: exclude_entry(entry_id=found.pk, reason=reason, by=request.staff, now=request.now),
        _("Đã loại bài khỏi hội thi, kèm lý do."),
        "contest:entry",
        found.pk,
    )


@require_POST
@require_staff
def add_file(request: StaffRequest, entry_id: int) -> HttpResponse:
    """Attach a file."""
    found = _own(request, entry_id)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Chưa chọn tệp nào."))
        return redirect("contest:entry", found.pk)
    name = upload.name or ""
    return done(
        request,
        lambda: attach_file(entry_id=found.pk, upload=upload, name=name, by=request.staff, now=request.now),
        _("Đã nhận tệp."),
        "contest:entry",
        found.pk,
    )


@require_POST
@require_staff
def remove_file(request: StaffRequest, file_id: int) -> HttpResponse:
    """Take a file away."""
    attached = get_object_or_404(EntryFile, pk=file_id)
    found = _own(request, attached.entry_id)
    return done(
        request,
        lambda: take_away(file_id=attached.pk, by=request.staff, now=request.now),
        _("Đã bỏ tệp."),
        "contest:entry",
        found.pk,
    )


@require_safe
@require_staff
def entry_file(request: StaffRequest, entry_id: int, attachment: UUID) -> FileResponse:
    """A file of an entry, for those who may know whose it is."""
    found = visible_entry(request, entry_id)
    attached = get_object_or_404(found.files.select_related("stored"), stored=attachment)
    return file_response(attached.stored, inline=True)


def _own(request: StaffRequest, entry_id: int) -> Entry:
    found = visible_entry(request, entry_id)
    if not owns(request.roles, found):
        raise Http404
    return found
