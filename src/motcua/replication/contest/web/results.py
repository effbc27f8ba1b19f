"""Results: the provisional ranking, appeals and their answers, the announcement and its letter."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.contest.access import organises, oversees, owns
from motcua.replication.contest.actions.announce_results import announce_results
from motcua.replication.contest.actions.answer_appeal import answer_appeal as settle_appeal
from motcua.replication.contest.actions.file_appeal import file_appeal
from motcua.replication.contest.kinds import FINAL, State
from motcua.replication.contest.letter import Signer, issued_letter
from motcua.replication.contest.models import Appeal, Contest, Outcome
from motcua.replication.contest.queries.standing import standing
from motcua.replication.contest.web.acts import ACTS
from motcua.replication.contest.web.entry_forms import AnswerAppealForm, AppealForm
from motcua.replication.contest.web.forms import SignerForm
from motcua.replication.contest.web.reach import UNPROCESSABLE, organised_contest, visible_contest, visible_entry

_KNOWN = (State.PROVISIONAL, State.ANNOUNCED)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def results(request: StaffRequest, contest_id: int) -> HttpResponse:
    """The results; the organiser announces them here."""
    if request.method == "POST":
        return _announce(request, organised_contest(request, contest_id))
    return _page(request, visible_contest(request, contest_id), SignerForm())


def _announce(request: StaffRequest, contest: Contest) -> HttpResponse:
    form = SignerForm(request.POST)
    if form.is_valid():
        signer = Signer(form.cleaned_data["name"], form.cleaned_data["title"])
        try:
            announce_results(contest_id=contest.pk, signer=signer, by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thông báo kết quả; các mô hình đạt giải đã vào danh mục."))
            return redirect("contest:results", contest.pk)
    return _page(request, contest, form)


def _page(request: StaffRequest, contest: Contest, form: SignerForm) -> HttpResponse:
    steers = organises(request.roles, contest)
    is_known = contest.state in _KNOWN
    appeals = Appeal.objects.filter(entry__contest=contest).select_related("entry", "filed_by")
    mine = [one for one in contest.entries.filter(is_finalist=True) if owns(request.roles, one)]
    if not oversees(request.roles, contest):
        appeals = appeals.filter(entry__in=mine)
    context = {
        "contest": contest,
        "shown": standing(contest, FINAL, now=request.now) if is_known else None,
        "appeals": appeals,
        "mine": mine,
        "may_steer": steers,
        "may_appeal": contest.state == State.PROVISIONAL
        and contest.appeal_until is not None
        and request.now <= contest.appeal_until,
        "may_announce": steers and contest.state == State.PROVISIONAL,
        "settle": ACTS["tam-cong-bo"] if steers and contest.state == State.PROVISIONAL else None,
        "form": form,
        "answer_form": AnswerAppealForm(),
        "letter": issued_letter(contest),
    }
    return render(request, "contest/results.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def appeal(request: StaffRequest, entry_id: int) -> HttpResponse:
    """A unit appeals about its own entry."""
    entry = visible_entry(request, entry_id)
    if not owns(request.roles, entry):
        raise Http404
    form = AppealForm(request.POST or None)
    if form.is_valid():
        try:
            file_appeal(entry_id=entry.pk, text=form.cleaned_data["text"], by=request.staff, now=request.now)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã nhận khiếu nại. Câu trả lời và hạn trả lời có ở trang kết quả."))
            return redirect("contest:results", entry.contest_id)
    context = {"contest": entry.contest, "entry": entry, "form": form}
    return render(request, "contest/appeal.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def answer_appeal(request: StaffRequest, appeal_id: int) -> HttpResponse:
    """The organiser answers an appeal."""
    found = get_object_or_404(Appeal.objects.select_related("entry__contest", "filed_by"), pk=appeal_id)
    contest = organised_contest(request, found.entry.contest_id)
    form = AnswerAppealForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            settle_appeal(
                appeal_id=found.pk,
                outcome=Outcome(given["outcome"]),
                answer=given["answer"],
                by=request.staff,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã trả lời khiếu nại."))
            return redirect("contest:results", contest.pk)
    context = {"contest": contest, "appeal": found, "form": form}
    return render(request, "contest/answer_appeal.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
@require_staff
def letter(request: StaffRequest, contest_id: int) -> FileResponse:
    """The letter of the results, as issued."""
    issued = issued_letter(visible_contest(request, contest_id))
    if issued is None:
        raise Http404
    return file_response(issued.content, inline=True)
