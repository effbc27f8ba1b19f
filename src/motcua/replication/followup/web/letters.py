"""Who did not implement, and the letter to them: a list, a draft, a signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.web.staff_only import StaffRequest, require_role, require_staff
from motcua.replication.directives.models import Directive
from motcua.replication.followup.access import may_draft, may_sign
from motcua.replication.followup.actions.discard_escalation import discard_escalation
from motcua.replication.followup.actions.draft_escalation import draft_escalation
from motcua.replication.followup.actions.edit_escalation import edit_escalation
from motcua.replication.followup.actions.sign_escalation import sign_escalation
from motcua.replication.followup.models import OVERLOOKERS, Escalation, LetterState
from motcua.replication.followup.queries.missing import not_implemented, rows_named
from motcua.replication.followup.queries.pages import letter_page
from motcua.replication.followup.rules import quarter_named, quarters_between
from motcua.replication.followup.web.answering import Asked, answer
from motcua.replication.followup.web.forms import ActForm, LetterForm


@require_safe
@never_cache
@require_role(*OVERLOOKERS)
def directives(request: StaffRequest) -> HttpResponse:
    """`chua-thuc-hien/`: the directives one overlooks, and their letters."""
    found = Directive.objects.confirmed().kept_by(request.roles.unit_ids(*OVERLOOKERS))
    return render(request, "followup/directives.html", {"directives": found.prefetch_related("escalations")})


@require_safe
@never_cache
@require_staff
def missing(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`chua-thuc-hien/<id>/`: who did not implement a directive, each line with the task behind it."""
    directive = _directive_or_404(request, directive_id)
    quarter = quarter_named(request.GET.get("quy", ""))
    today = day_of(request.now)
    rows = not_implemented(directive.pk, today, quarter=quarter)
    context = {
        "directive": directive,
        "quarter": quarter.code if quarter else "",
        "quarters": [each.code for each in quarters_between(directive.issued_on, today)],
        "rows": rows,
        "units": len({row.task.unit_id for row in rows}),
        "letters": directive.escalations.all(),
        "may_draft": request.roles.has_any(directive.steward_id, Role.COORDINATOR, Role.LEADER),
        "today": today,
    }
    return render(request, "followup/missing.html", context)


@require_POST
@require_staff
def draft(request: StaffRequest, directive_id: int) -> HttpResponse:
    """`chua-thuc-hien/<id>/du-thao/`: draft the letter, or renew the list of the draft that stands."""
    _directive_or_404(request, directive_id)
    try:
        letter = draft_escalation(
            directive_id=directive_id, period=request.POST.get("quy", ""), by=request.staff, now=request.now
        )
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("followup:missing", directive_id)
    messages.success(request, _("Danh sách trong dự thảo lấy theo tình trạng hôm nay. Chưa gửi cho ai."))
    return redirect("followup:letter", letter.pk)


@require_safe
@never_cache
@require_staff
def letter(request: StaffRequest, letter_id: int) -> HttpResponse:
    """`van-ban/<id>/`: a letter, its list, and where it stands."""
    shown = _letter_or_404(request, letter_id)
    is_draft = shown.state == LetterState.DRAFT
    context = {
        "letter": shown,
        "rows": rows_named(shown),
        "may_draft": is_draft and may_draft(request.roles, shown),
        "may_sign": is_draft and may_sign(request.roles, shown),
    }
    return render(request, "followup/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def edit(request: StaffRequest, letter_id: int) -> HttpResponse:
    """`van-ban/<id>/sua/`: change the words of a draft."""
    shown = _letter_or_404(request, letter_id)
    if not may_draft(request.roles, shown):
        raise Http404
    back = reverse("followup:letter", args=[letter_id])
    if request.method != "POST" and shown.state != LetterState.DRAFT:
        return redirect(back)
    form = LetterForm(
        request.POST or None,
        initial={"version": shown.version, "subject": shown.subject, "body": shown.body},
    )
    asked = Asked(title=_("Sửa dự thảo"), back=back, label=_("Lưu dự thảo"), done=_("Đã lưu dự thảo. Chưa gửi cho ai."))

    def run(given: dict[str, Any]) -> object:
        return edit_escalation(
            letter_id=letter_id,
            subject=given["subject"],
            body=given["body"],
            by=request.staff,
            now=request.now,
            expected_version=given["version"],
        )

    return answer(request, asked, form, run)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def sign(request: StaffRequest, letter_id: int) -> HttpResponse:
    """`van-ban/<id>/ky/`: the leader signs; only then it is numbered and sent."""
    shown = _letter_or_404(request, letter_id)
    if not may_sign(request.roles, shown):
        raise Http404
    back = reverse("followup:letter", args=[letter_id])
    if request.method != "POST" and shown.state != LetterState.DRAFT:
        return redirect(back)
    form = ActForm(request.POST or None, initial={"version": shown.version})
    asked = Asked(
        title=_("Ký và gửi văn bản đôn đốc"),
        back=back,
        about=_("Văn bản được lấy số, lưu vào sổ văn bản đi và gửi ngay tới lãnh đạo các đơn vị trong danh sách."),
        label=_("Ký và gửi"),
        done=_("Đã ký, lấy số và gửi tới các đơn vị."),
        template="followup/sign_letter.html",
        more={"letter": shown, "rows": rows_named(shown)},
    )

    def run(given: dict[str, Any]) -> object:
        version = given["version"]
        return sign_escalation(letter_id=letter_id, by=request.staff, now=request.now, expected_version=version)

    return answer(request, asked, form, run)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@require_staff
def discard(request: StaffRequest, letter_id: int) -> HttpResponse:
    """`van-ban/<id>/bo/`: put a draft away."""
    shown = _letter_or_404(request, letter_id)
    if not may_draft(request.roles, shown):
        raise Http404
    back = reverse("followup:letter", args=[letter_id])
    if request.method != "POST" and shown.state != LetterState.DRAFT:
        return redirect(back)
    form = ActForm(request.POST or None, initial={"version": shown.version})
    asked = Asked(
        title=_("Bỏ dự thảo"),
        back=back,
        about=_("Dự thảo không gửi cho ai. Nội dung vẫn xem lại được."),
        label=_("Bỏ dự thảo"),
        tone="danger",
    )

    def run(given: dict[str, Any]) -> object:
        version = given["version"]
        return discard_escalation(letter_id=letter_id, by=request.staff, now=request.now, expected_version=version)

    return answer(request, asked, form, run)


@require_safe
@require_staff
def pdf(request: StaffRequest, letter_id: int) -> HttpResponseBase:
    """`van-ban/<id>.pdf`: the signed letter; a draft has none."""
    shown = _letter_or_404(request, letter_id)
    if shown.document is None:
        return redirect("followup:letter", letter_id)
    return file_response(shown.document.content, inline=True)


def _letter_or_404(request: StaffRequest, letter_id: int) -> Escalation:
    try:
        return letter_page(letter_id=letter_id, roles=request.roles)
    except Escalation.DoesNotExist as unknown:
        raise Http404 from unknown


def _directive_or_404(request: StaffRequest, directive_id: int) -> Directive:
    overlooked = Directive.objects.confirmed().kept_by(request.roles.unit_ids(*OVERLOOKERS))
    return get_object_or_404(overlooked, pk=directive_id)
