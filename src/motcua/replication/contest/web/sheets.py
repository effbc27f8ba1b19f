"""A sheet: what one judge sees of one entry, and the scores they give. In the written round everything is blind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.contest.actions.score_entry import score_entry
from motcua.replication.contest.blind import blind_files, blind_text, names_of
from motcua.replication.contest.kinds import Kind, Round
from motcua.replication.contest.models import Assignment, Criterion
from motcua.replication.contest.refusals import SheetTakenAway
from motcua.replication.contest.web.entry_forms import ScoreForm
from motcua.replication.contest.web.reach import UNPROCESSABLE


@dataclass(frozen=True)
class SheetShown:
    """What a judge sees: in the written round a code and covered texts, in the final the team itself."""

    name: str
    title: str
    unit: str
    problem: str
    solution: str
    evidence: str
    files: tuple[StoredFile, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def sheet(request: StaffRequest, sheet_id: int) -> HttpResponse:
    """Score one entry; the link to a sheet that was taken away says so."""
    found = _mine(request, sheet_id)
    if found.barred_at is not None:
        return _taken_away(request)
    criteria = list(Criterion.objects.filter(round__contest=found.entry.contest_id, round__kind=found.round))
    is_final = "commit" in request.POST
    is_draft = request.method == "POST" and not is_final
    form = ScoreForm(request.POST or None, criteria=criteria, is_draft=is_draft, initial=_marks(found))
    if request.method == "POST" and form.is_valid():
        try:
            score_entry(sheet_id=found.pk, marks=form.marks(), is_final=is_final, by=request.staff, now=request.now)
        except Refused as refused:
            if refused.code in {"barred_judge", "round_closed", "unsealed", "not_now"}:
                return refused_page(request, refused)
            form.add_error(None, str(refused))
        else:
            said = _("Đã gửi phiếu chấm.") if is_final else _("Đã lưu điểm tạm; phiếu chưa gửi.")
            messages.success(request, said)
            return redirect("contest:sheet", found.pk)
    round_row = found.entry.contest.rounds.get(kind=found.round)
    context = {
        "sheet": found,
        "contest": found.entry.contest,
        "shown": _shown(found, request),
        "form": form,
        "is_blind": found.round == Round.PRELIMINARY,
        "is_open": round_row.is_open,
        "is_over": round_row.closed_at is not None,
    }
    return render(request, "contest/sheet.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
@require_staff
def blind_file(request: StaffRequest, sheet_id: int, attachment: UUID) -> HttpResponseBase:
    """The copy of a file for readers."""
    found = _mine(request, sheet_id)
    if found.barred_at is not None:
        return _taken_away(request)
    stored = next((one for one in blind_files(found.entry) if one.pk == attachment), None)
    if stored is None:
        raise Http404
    return file_response(stored, inline=True)


def _mine(request: StaffRequest, sheet_id: int) -> Assignment:
    """Return a sheet of the person signed in, also one that was taken away."""
    mine = Assignment.objects.filter(judge=request.staff).select_related("entry__contest")
    return get_object_or_404(mine, pk=sheet_id)


def _taken_away(request: StaffRequest) -> HttpResponse:
    over = SheetTakenAway()
    title, kept = _("Liên kết không còn dùng được"), _("Những phiếu khác của anh/chị vẫn như trước.")
    return refused_page(request, over, status=HTTPStatus.GONE, title=title, kept=kept, steps=over.steps)


def _shown(found: Assignment, request: StaffRequest) -> SheetShown:
    entry = found.entry
    files = tuple(blind_files(entry))
    if found.round != Round.PRELIMINARY:
        unit = unit_names([entry.unit_id], day_of(request.now))[entry.unit_id]
        return SheetShown(unit, entry.title, unit, entry.problem, entry.solution, entry.evidence, files)
    names = names_of(entry)
    covered = {name: blind_text(getattr(entry, name), names) for name in ("title", "problem", "solution", "evidence")}
    return SheetShown(name=entry.blind_code, unit="", files=files, **covered)


def _marks(found: Assignment) -> dict[str, Decimal | None]:
    events = found.entry.events.filter(kind=Kind.SCORED, round=found.round, judge=found.judge_id)
    return {f"criterion_{key}": value for key, value in events.order_by("seq").values_list("criterion_id", "value")}
