"""Where a person takes the export of their own data, with the code from the counter and the own number."""

from __future__ import annotations

from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.privacy.actions.hand_out_export import check_own_number, hand_out_export
from motcua.foundation.privacy.export import NAME, Export
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.privacy.refusals import NotToBeDownloaded
from motcua.foundation.privacy.rules import code_hash
from motcua.foundation.privacy.web.forms import OpenForm
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.worktime import clock


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take(request: HttpRequest) -> HttpResponseBase:
    """`/du-lieu-ca-nhan/`: a press, not a visit, downloads; it can be done once."""
    form = OpenForm(request.POST or None)
    if form.is_valid():
        found = SubjectRequest.objects.filter(code_hash=code_hash(form.cleaned_data["code"])).first()
        if found is None:
            form.add_error("code", _("Không có mã này. Hãy kiểm tra lại từng nhóm chữ trên giấy."))
        else:
            try:
                check_own_number(request_id=found.pk, number=form.cleaned_data["number"])
                return sent(hand_out_export(request_id=found.pk, now=clock.now()))
            except NotToBeDownloaded as over:
                return _over(request, over)
            except Refused as refusal:
                form.add_error("number", str(refusal))
    return render(request, "privacy/take.html", {"form": form}, status=422 if form.errors else 200)


def _over(request: HttpRequest, refused: NotToBeDownloaded) -> HttpResponse:
    """Say where to go on: nothing on the page before would help, for the code opens nothing any more."""
    steps = (
        _("Nếu đã tải: mở tệp ZIP trong thư mục tải xuống của máy đã tải."),
        _("Nếu đã gửi yêu cầu ở trang tra cứu hồ sơ: mở lại trang đó để xem yêu cầu và gửi yêu cầu mới."),
        _("Nếu chưa từng tải được, hoặc đã gửi yêu cầu tại quầy: mang giấy tờ tùy thân đến bộ phận một cửa."),
    )
    kept = _("Dữ liệu của ông/bà ở cơ quan vẫn còn nguyên.")
    return refused_page(request, refused, status=HTTPStatus.GONE, kept=kept, steps=steps)


def sent(export: Export) -> FileResponse:
    """Return the archive as a download that nobody keeps on the way."""
    response = FileResponse(export.archive, as_attachment=True, filename=f"{NAME}.zip", content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
