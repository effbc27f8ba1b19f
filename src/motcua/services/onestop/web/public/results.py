"""Check a result: the page behind the QR code on it, and what a copy of the file is worth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock
from motcua.services.onestop.links_over import LinkOver
from motcua.services.onestop.queries.result_check import (
    NAME_WORDS,
    ResultPage,
    compare_copy,
    compare_name,
    result_by_token,
)
from motcua.services.onestop.refusals import TooManyAttempts, TooManyComparisons
from motcua.services.onestop.tokens import grouped, parse
from motcua.services.onestop.web.public.by_code import LONGEST, too_many
from motcua.services.onestop.web.public.over import over_page


class CopyForm(forms.Form):
    """A copy of the result to be compared."""

    use_required_attribute = False
    copy = forms.FileField(
        label=_("Tệp cần kiểm tra"),
        help_text=_("Tệp PDF nhận được. Tệp chỉ được so sánh, không được lưu lại."),
        widget=forms.FileInput({"accept": "application/pdf"}),
        error_messages={"required": _("Chưa chọn tệp nào."), "empty": _("Tệp này rỗng. Hãy chọn tệp khác.")},
    )

    def clean_copy(self) -> Any:  # noqa: ANN401 - Django's own
        """Refuse a file that is larger than any result can be."""
        copy = self.cleaned_data["copy"]
        if copy.size > settings.FILE_SIZE_LIMIT:
            raise forms.ValidationError(_("Tệp này lớn hơn mọi kết quả đã cấp, nên không phải bản đã cấp."))
        return copy


class NameForm(forms.Form):
    """The name on the paper."""

    use_required_attribute = False
    full_name = forms.CharField(
        label=_("Họ tên hoặc tên tổ chức ghi trên kết quả"),
        help_text=_("Nhập đúng dấu như trên giấy. Trang chỉ trả lời đúng hay không đúng."),
        max_length=200,
        error_messages={"required": _("Chưa nhập họ tên.")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """`/kiem-tra-ket-qua/`: type the code; it leads to the address that the QR code holds."""
    typed = request.GET.get("ma", "").strip()[:LONGEST]
    code = parse(typed)
    if code is not None:
        return HttpResponseRedirect(reverse("onestop:check_result", args=[grouped(code)]))
    return _ask(request, typed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """`/kiem-tra-ket-qua/<code>/`: what was issued; a file or a name that is sent is compared with it."""
    try:
        page = result_by_token(text=token, address=client_address(request), now=clock.now())
        if page is None:
            return _ask(request, token[:LONGEST])
        return _show(request, page, token)
    except LinkOver as over:
        return over_page(request, over)
    except (TooManyAttempts, TooManyComparisons) as refused:
        return too_many(request, refused)


def _show(request: HttpRequest, page: ResultPage, token: str) -> HttpResponse:
    is_name = "full_name" in request.POST or page.result.is_paper  # there is no file to compare a copy with
    names = NameForm(request.POST if request.method == "POST" and is_name else None)
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" and not is_name else CopyForm()
    compared = named = None
    if names.is_valid():
        typed = names.cleaned_data["full_name"]
        match = compare_name(page.result, typed, address=client_address(request), now=clock.now())
        named = NAME_WORDS[match]
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["copy"].read()
        compared = compare_copy(page.result, data, address=client_address(request), now=clock.now())
    context = {
        "page": page,
        "result": page.result,
        "form": form,
        "names": names,
        "compared": compared,
        "named": named,
        "token": token,
    }
    status = 400 if form.errors or names.errors else 200
    return render(request, "onestop/public/result.html", context, status=status, using="jinja2")


def _ask(request: HttpRequest, typed: str) -> HttpResponse:
    context = {"typed": typed, "not_found": bool(typed)}
    status = 404 if typed else 200
    return render(request, "onestop/public/ask_result.html", context, status=status, using="jinja2")
