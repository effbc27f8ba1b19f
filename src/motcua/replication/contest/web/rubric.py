"""How it is scored: rubric of a round, tie rules, questions."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.forms.formsets import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff
from motcua.replication.contest.actions.add_question import QuestionGiven, add_question
from motcua.replication.contest.actions.remove_question import remove_question as take_out
from motcua.replication.contest.actions.set_rubric import set_rubric
from motcua.replication.contest.actions.set_tie_rules import set_tie_rules
from motcua.replication.contest.actions.void_question import void_question as annul
from motcua.replication.contest.call import CriterionGiven
from motcua.replication.contest.kinds import Kind, Round, Tie
from motcua.replication.contest.models import Contest, ContestRound, Criterion, Question
from motcua.replication.contest.web.forms import CriterionForm, CriterionFormSet, QuestionForm, RoundForm, TiesForm
from motcua.replication.contest.web.reach import UNPROCESSABLE, done, organised_contest


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def rubric(request: StaffRequest, contest_id: int, round_kind: str) -> HttpResponse:
    """Weight and criteria of one round."""
    contest = organised_contest(request, contest_id)
    found = get_object_or_404(ContestRound, contest=contest, kind=round_kind)
    form = RoundForm(request.POST or None, initial={"version": contest.version, "weight": found.weight})
    rows = CriterionFormSet(request.POST or None, initial=list(found.criteria.values()), prefix="criteria")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            set_rubric(
                contest_id=contest.pk,
                round_kind=round_kind,
                weight=form.cleaned_data["weight"],
                criteria=_criteria(rows),
                by=request.staff,
                now=request.now,
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu cách chấm của vòng thi."))
            return redirect("contest:contest", contest.pk)
    is_faulty = request.method == "POST"
    context = {
        "contest": contest,
        "round": found,
        "form": form,
        "rows": rows,
        "is_judged": round_kind != Round.KNOWLEDGE,
    }
    return render(request, "contest/rubric.html", context, status=UNPROCESSABLE if is_faulty else 200)


def _criteria(rows: BaseFormSet[CriterionForm]) -> list[CriterionGiven]:
    return [
        CriterionGiven(one["title"], one["weight"], one["scale"], one["is_optional"])
        for one in rows.cleaned_data
        if one.get("title")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@require_staff
def ties(request: StaffRequest, contest_id: int) -> HttpResponse:
    """The rules for equal totals, in order."""
    contest = organised_contest(request, contest_id)
    criteria = list(Criterion.objects.filter(round__contest=contest).select_related("round"))
    form = TiesForm(request.POST or None, criteria=criteria, initial=_shown_ties(contest))
    if form.is_valid():
        try:
            set_tie_rules(
                contest_id=contest.pk,
                rules=form.rules(),
                by=request.staff,
                now=request.now,
                expected_version=form.cleaned_data["version"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lưu quy tắc xử lý bằng điểm."))
            return redirect("contest:contest", contest.pk)
    context = {"contest": contest, "form": form}
    return render(request, "contest/ties.html", context, status=UNPROCESSABLE if form.errors else 200)


def _shown_ties(contest: Contest) -> dict[str, object]:
    rules = contest.tie_breaks.exclude(kind=Tie.LOT)
    shown = {
        f"rule_{place}": f"criterion:{one.criterion_id}" if one.criterion_id else one.kind
        for place, one in enumerate(rules, start=1)
    }
    return {"version": contest.version, **shown}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def questions(request: StaffRequest, contest_id: int) -> HttpResponse:
    """The knowledge test with its key, for the organiser alone."""
    contest = organised_contest(request, contest_id)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        question = QuestionGiven(
            text=given["text"],
            choices=tuple(given[f"choice_{letter}"] for letter in "abcd"),
            key=given["key"],
            points=Decimal(given["points"]),
            source=given["source"],
        )
        try:
            add_question(contest_id=contest.pk, question=question, by=request.staff, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm câu hỏi."))
            return redirect("contest:questions", contest.pk)
    voided = set(contest.events.filter(kind=Kind.VOIDED).values_list("question_id", flat=True))
    context = {
        "contest": contest,
        "form": form,
        "questions": list(contest.questions.all()),
        "voided": voided,
        "has_begun": contest.rounds.filter(kind=Round.KNOWLEDGE, opened_at__isnull=False).exists(),
    }
    return render(request, "contest/questions.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@require_staff
def remove_question(request: StaffRequest, question_id: int) -> HttpResponse:
    """Take a question out before the test begins."""
    question = _question(request, question_id)
    return done(
        request,
        lambda: take_out(question_id=question.pk, by=request.staff, now=request.now),
        _("Đã bỏ câu hỏi."),
        "contest:questions",
        question.contest_id,
    )


@require_POST
@require_staff
def void_question(request: StaffRequest, question_id: int) -> HttpResponse:
    """Annul a question after the test began."""
    question = _question(request, question_id)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: annul(question_id=question.pk, reason=reason, by=request.staff, now=request.now),
        _("Đã hủy câu hỏi: câu này không tính cho đội nào."),
        "contest:questions",
        question.contest_id,
    )


def _question(request: StaffRequest, question_id: int) -> Question:
    question = Question.objects.filter(pk=question_id).first()
    if question is None:
        raise Http404
    organised_contest(request, question.contest_id)
    return question
