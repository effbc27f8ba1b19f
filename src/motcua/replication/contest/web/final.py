"""Rankings, the course of the final, answers of the knowledge test."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.contest.access import organises
from motcua.replication.contest.actions.draw_lots import draw_lots
from motcua.replication.contest.actions.record_answers import record_answers
from motcua.replication.contest.kinds import FINAL, PARTS, Kind, Round
from motcua.replication.contest.queries.board import board
from motcua.replication.contest.queries.standing import Standing, standing
from motcua.replication.contest.web.acts import ACTS
from motcua.replication.contest.web.entry_forms import AnswersForm, LotsForm
from motcua.replication.contest.web.reach import (
    UNPROCESSABLE,
    done,
    organised_contest,
    overseen_contest,
    visible_entry,
)

_WHAT = {"so-khao": Round.PRELIMINARY.value, "chung-ket": FINAL}


@require_safe
@never_cache
@require_staff
def ranked(request: StaffRequest, contest_id: int, what: str) -> HttpResponse:
    """The ranking, raw beside adjusted, with reasons."""
    if what not in _WHAT:
        raise Http404
    contest = overseen_contest(request, contest_id)
    shown = standing(contest, _WHAT[what], now=request.now)
    steers = organises(request.roles, contest)
    context = {
        "contest": contest,
        "what": what,
        "shown": shown,
        "is_preliminary": what == "so-khao",
        "lots": LotsForm(tied=_tied(shown)) if steers and _tied(shown) else None,
        "choose": ACTS["chon-chung-ket"] if steers and what == "so-khao" and contest.state == "reading" else None,
    }
    return render(request, "contest/ranked.html", context)


@require_POST
@require_staff
def lots(request: StaffRequest, contest_id: int, what: str) -> HttpResponse:
    """Write down lots that were drawn."""
    if what not in _WHAT:
        raise Http404
    contest = organised_contest(request, contest_id)
    form = LotsForm(request.POST, tied=_tied(standing(contest, _WHAT[what], now=request.now)))
    drawn = form.drawn() if form.is_valid() else {}
    return done(
        request,
        lambda: draw_lots(contest_id=contest.pk, what=_WHAT[what], drawn=drawn, by=request.staff, now=request.now),
        _("Đã ghi kết quả bốc thăm."),
        "contest:ranked",
        contest.pk,
        what,
    )


def _tied(shown: Standing) -> dict[int, str]:
    return {row.entry.pk: f"{row.entry.title} ({row.unit})" for row in shown.rows if row.is_tied}


@require_safe
@never_cache
@require_staff
def final(request: StaffRequest, contest_id: int) -> HttpResponse:
    """The course of the final: parts, who is still awaited, the board."""
    contest = overseen_contest(request, contest_id)
    rounds = {one.kind: one for one in contest.rounds.all()}
    context = {
        "contest": contest,
        "board": board(contest, now=request.now),
        "parts": [(rounds[part], ACTS[f"mo-{part}"], ACTS[f"dong-{part}"]) for part in PARTS],
        "freeze": ACTS["chay-bang" if contest.board_frozen_seq is not None else "dung-bang"],
        "settle": ACTS["tam-cong-bo"],
        "board_address": request.build_absolute_uri(reverse("contest_board:board", args=[contest.board_token])),
        "teams": contest.entries.filter(is_finalist=True, state="eligible"),
        "may_steer": organises(request.roles, contest),
    }
    return render(request, "contest/final.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def answers(request: StaffRequest, entry_id: int) -> HttpResponse:
    """What a team answered in the knowledge test."""
    entry = visible_entry(request, entry_id)
    contest = organised_contest(request, entry.contest_id)
    given = entry.events.filter(kind=Kind.ANSWERED).order_by("seq").values_list("question_id", "choice")
    initial = {f"question_{question}": choice for question, choice in given}
    form = AnswersForm(request.POST or None, questions=contest.questions.all(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_answers(entry_id=entry.pk, answers=form.answers(), by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi câu trả lời của đội."))
            return redirect("contest:final", contest.pk)
    unit = unit_names([entry.unit_id], day_of(request.now))[entry.unit_id]
    context = {"contest": contest, "entry": entry, "unit": unit, "form": form}
    return render(request, "contest/answers.html", context, status=UNPROCESSABLE if form.errors else 200)
