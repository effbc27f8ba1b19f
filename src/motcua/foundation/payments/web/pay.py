"""Paying by a link: what is owed and how, the way to the gateway and back. No account, no person's name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.documents.qr import qr_svg
from motcua.foundation.payments import paper, vnpay
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.start_gateway_payment import Payer, start_gateway_payment
from motcua.foundation.payments.models import Charge, GatewayOrder
from motcua.foundation.payments.queries.pay_page import PayPage, pay_page
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.web.charges import pdf
from motcua.foundation.ui.web.client import client_address
from motcua.foundation.worktime import clock

GONE = 410


@require_safe
@never_cache
def show(request: HttpRequest, link: str) -> HttpResponse:
    """`/thanh-toan/<link>/`: what is owed, by which law, and every way to pay; a used or expired link says so."""
    page = _page(link)
    return _shown(request, page, link)


@require_POST
@never_cache
def start(request: HttpRequest, link: str) -> HttpResponse:
    """`/thanh-toan/<link>/vnpay/`: begin at the gateway."""
    payer = Payer(client_address(request), get_language() or "vi")
    try:
        return HttpResponseRedirect(start_gateway_payment(link=link, payer=payer, now=clock.now()))
    except Charge.DoesNotExist as unknown:
        raise Http404 from unknown
    except PaymentRefused as refused:
        return _shown(request, _page(link), link, refused=refused)


@require_safe
@never_cache
def notice(request: HttpRequest, link: str) -> HttpResponse:
    """`/thanh-toan/<link>/giay-bao.pdf`: the notice with the VietQR; the page instead, when there is nothing to pay."""
    page = _page(link)
    if not page.is_payable:
        return _shown(request, page, link)
    return pdf(paper.notice_pdf(page, is_slip=False, now=clock.now()), f"giay-bao-{page.charge.code}")


@require_safe
@never_cache
def returned(request: HttpRequest) -> HttpResponse:
    """`/thanh-toan/vnpay/ket-qua/`: where the gateway sends the payer back. Shows what is known, decides nothing."""
    told = _told(request)
    if not settings.VNPAY_SECRET or not vnpay.is_signed(told, settings.VNPAY_SECRET):
        return render(request, "payments/returned.html", {"order": None, "code": ""}, status=400, using="jinja2")
    order = GatewayOrder.objects.select_related("charge").filter(txn_ref=told.get("vnp_TxnRef", "")).first()
    codes = {told.get("vnp_ResponseCode", ""), told.get("vnp_TransactionStatus", "")}
    is_in_doubt = not codes.isdisjoint(vnpay.TAKEN_IN_DOUBT)
    code = told.get("vnp_ResponseCode", "")
    context = {"order": order, "code": code, "reason": _reason(told), "is_in_doubt": is_in_doubt}
    return render(request, "payments/returned.html", context, status=200 if order else 404, using="jinja2")


@require_safe
@never_cache
def ipn(request: HttpRequest) -> HttpResponse:
    """`/thanh-toan/vnpay/ipn/`: where the gateway tells what became of an order; answered as its protocol says."""
    verdict = hear_gateway(parameters=_told(request), address=client_address(request), now=clock.now())
    answer = {"RspCode": verdict, "Message": vnpay.MESSAGES[verdict]}
    return HttpResponse(json.dumps(answer), content_type="application/json")


def _told(request: HttpRequest) -> dict[str, str]:
    return {key: str(request.GET[key]) for key in request.GET if key.startswith("vnp_")}


def _reason(told: Mapping[str, str]) -> str:
    """Return why a try failed, in words, as far as the gateway's code tells."""
    return {
        "09": _("Thẻ hoặc tài khoản chưa đăng ký dịch vụ ngân hàng điện tử."),
        "10": _("Đã nhập sai thông tin thẻ hoặc tài khoản quá số lần cho phép."),
        "11": _("Đã hết thời gian nộp tiền."),
        "24": _("Ông/bà đã hủy giao dịch."),
        "12": _("Thẻ hoặc tài khoản đang bị khóa."),
        "13": _("Đã nhập sai mã xác thực giao dịch (OTP)."),
        "51": _("Tài khoản không đủ số dư."),
        "65": _("Tài khoản đã vượt hạn mức trong ngày."),
        "75": _("Ngân hàng đang bảo trì."),
        "79": _("Đã nhập sai mật khẩu thanh toán quá số lần cho phép."),
    }.get(told.get("vnp_ResponseCode", ""), "")


def _page(link: str) -> PayPage:
    page = pay_page(link, now=clock.now())
    if page is None:
        raise Http404
    return page


def _shown(request: HttpRequest, page: PayPage, link: str, *, refused: PaymentRefused | None = None) -> HttpResponse:
    qr = mark_safe(qr_svg(page.code, title=_("Mã VietQR để chuyển khoản"))) if page.code else ""  # noqa: S308
    context = {"page": page, "charge": page.charge, "link": link, "qr": qr, "refused": refused}
    status = GONE if page.is_expired else 200
    return render(request, "payments/pay.html", context, status=status, using="jinja2")
