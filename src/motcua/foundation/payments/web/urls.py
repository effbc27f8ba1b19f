"""Addresses of money for staff, below /can-bo/thu-phi/."""

from django.urls import path

from motcua.foundation.payments.web import charges, days, orders, refunds, setup, statements

app_name = "payments_staff"

urlpatterns = [
    path("", charges.charges, name="charges"),
    path("khoan/<str:code>/", charges.charge, name="charge"),
    path("khoan/<str:code>/tien-mat/", charges.cash, name="cash"),
    path("khoan/<str:code>/huy/", charges.cancel, name="cancel"),
    path("khoan/<str:code>/giay-bao-<slug:size>.pdf", charges.notice, name="notice"),
    path("bien-lai/<int:receipt_id>-<slug:size>.pdf", charges.receipt, name="receipt"),
    path("hoan-tien/<int:payment_id>/", charges.refund, name="refund"),
    path("yeu-cau-hoan/<int:refund_id>/", refunds.waiting_refund, name="waiting_refund"),
    path("giao-dich/<str:txn_ref>/", orders.silent_order, name="silent_order"),
    path("sao-ke/", statements.statements, name="statements"),
    path("sao-ke/tep/<int:file_id>/", statements.statement, name="statement"),
    path("sao-ke/dong/<int:line_id>/", statements.settle, name="settle"),
    path("doi-chieu/", days.days, name="days"),
    path("doi-chieu/<int:unit_id>/<str:day>/", days.day, name="day"),
    path("doi-chieu/<int:unit_id>/<str:day>/doi-chieu.<str:kind>", days.day_file, name="day_file"),
    path("thiet-lap/", setup.setup, name="setup"),
    path("bieu-phi/", setup.fees, name="fees"),
    path("bieu-phi/rieng/", setup.own_fee, name="own_fee"),
]
