"""What only the applicant sees at the look-up: the papers as received, and the result as a file to download.

The code alone is not enough, for it is printed on paper that others see: the number of the identity paper is asked for
too, once for half an hour in this browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.attachments.web.serving import file_response
from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.check_identity import check_identity
from motcua.services.onestop.actions.hand_out_file import hand_out_file
from motcua.services.onestop.helping.refusals import FiledWithHelp
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.models import DossierPaper
from motcua.services.onestop.queries.own_papers import asks_for_phone, own_papers
from motcua.services.onestop.refusals import NeedMissing, ResultUnpaid
from motcua.services.onestop.web.public.by_code import with_status

KEPT = timedelta(minutes=30)
AFTERWARDS = "khieu-nai"  # asked for in the address: go on to the complaints
_UNPAID = (
    _("Quay lại trang tra cứu và mở “Phí, lệ phí phải nộp” để xem khoản phải nộp và cách nộp."),
    _("Nếu đã nộp mà vẫn thấy trang này, hãy gọi bộ phận một cửa."),
)
IDENTIFIED = "onestop_identified"  # in the session: until when this browser is the applicant's, by dossier


class IdentityForm(forms.Form):
    """The number that proves who one is."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Số giấy tờ tùy thân của người nộp hồ sơ"),
        help_text=_("Số căn cước, CMND, hộ chiếu hoặc mã số thuế đã khai trong hồ sơ."),
        max_length=40,
        error_messages={"required": _("Chưa nhập số nào.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def ask_for_phone(self) -> None:
        """Ask for the telephone number of the dossier instead."""
        self.fields["number"].label = _("Số điện thoại đã khai trong hồ sơ")
        self.fields["number"].help_text = _("Hồ sơ này không có số giấy tờ tùy thân.")


@dataclass(frozen=True)
class Asking:
    """Why the number is asked for: what checks it (raises Refused), and the words of the page.

    `is_again`: this browser gave it before, and half an hour is over.
    """

    check: Callable[..., None]
    title: StrOrPromise
    why: StrOrPromise
    is_again: bool = False


_FOR_PAPERS = Asking(
    check_identity,
    _("Xác nhận người nộp hồ sơ"),
    _("Giấy tờ đã nộp và kết quả chỉ người nộp hồ sơ được xem, nên ngoài mã tra cứu cần thêm một số nữa."),
)
_FOR_COMPLAINTS = replace(
    _FOR_PAPERS,
    why=_("Ở trang này chỉ người nộp hồ sơ gửi và xem được khiếu nại, nên ngoài mã tra cứu cần thêm một số nữa."),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def show(request: HttpRequest, status: Status, token: str) -> HttpResponse:
    """`/tra-cuu/<token>/giay-to/`: asks for the number first."""
    now = clock.now()
    if status.is_helped:
        context = {"status": status, "token": token, "refused": FiledWithHelp()}
        return render(request, "onestop/public/at_counter.html", context, status=403, using="jinja2")
    if request.method != "POST" and is_identified(request, status, now):
        context = {"status": status, "token": token, "papers": own_papers(status.dossier_id)}
        return render(request, "onestop/public/own_papers.html", context, using="jinja2")
    wanted = _FOR_COMPLAINTS if AFTERWARDS in request.GET else _FOR_PAPERS
    asking = replace(wanted, is_again=str(status.dossier_id) in request.session.get(IDENTIFIED, {}))
    page = number_page(request, status, token, asking, now=now)
    if page is None:
        remember(request, IDENTIFIED, status, now)
        return redirect(_wanted(request), token)
    return page


def number_page(
    request: HttpRequest, status: Status, token: str, asking: Asking, *, now: datetime
) -> HttpResponse | None:
    """Return the page that asks for the applicant's number; None when the right one was just given."""
    form = IdentityForm(request.POST or None)
    if asks_for_phone(status.dossier_id):
        form.ask_for_phone()
    if form.is_valid():
        try:
            asking.check(dossier_id=status.dossier_id, number=form.cleaned_data["number"], now=now)
        except Refused as refused:
            form.add_error("number", str(refused.message))
        else:
            return None
    context = {"status": status, "token": token, "form": form, "asking": asking}
    code = 400 if form.errors else 200
    return render(request, "onestop/public/identify.html", context, status=code, using="jinja2")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_status
def result(request: HttpRequest, status: Status, token: str, file: UUID) -> HttpResponseBase:
    """`/tra-cuu/<token>/ket-qua/<uuid>/`: a press, not a visit, downloads: the first one hands the result over."""
    now = clock.now()
    if request.method != "POST" or not is_identified(request, status, now):
        return redirect("onestop:own_papers", token)
    try:
        stored = hand_out_file(dossier_id=status.dossier_id, file_id=file, now=now)
    except DossierPaper.DoesNotExist as unknown:
        raise Http404 from unknown
    except NeedMissing:  # the procedure hands nothing over before its fee is paid
        return refused_page(request, ResultUnpaid(), steps=_UNPAID)
    except Refused as refused:
        return refused_page(request, refused)
    return file_response(stored, inline=False)


def _wanted(request: HttpRequest) -> str:
    """Return where the visitor wanted to go when the number was asked for."""
    return "onestop:complaints" if AFTERWARDS in request.GET else "onestop:own_papers"


def is_identified(request: HttpRequest, status: Status, now: datetime) -> bool:
    """Tell whether this browser has proved to be the applicant's within the last half hour."""
    return is_remembered(request, IDENTIFIED, status, now)


def is_remembered(request: HttpRequest, what: str, status: Status, now: datetime) -> bool:
    """Tell whether this browser proved `what` (a key of the session) about the dossier within the last half hour."""
    until = request.session.get(what, {}).get(str(status.dossier_id))
    return until is not None and now < datetime.fromisoformat(until)


def remember(request: HttpRequest, what: str, status: Status, now: datetime) -> None:
    """Keep for half an hour that this browser proved `what` about the dossier."""
    kept = {**request.session.get(what, {}), str(status.dossier_id): (now + KEPT).isoformat()}
    request.session.cycle_key()  # whoever planted a session in this browser does not get in with it
    request.session[what] = kept
