"""Addresses of money for the public."""

from django.urls import path

from motcua.foundation.payments.web import pay

app_name = "payments"

urlpatterns = [
    path("thanh-toan/vnpay/ipn/", pay.ipn, name="ipn"),
    path("thanh-toan/vnpay/ket-qua/", pay.returned, name="returned"),
    path("thanh-toan/<str:link>/", pay.show, name="pay"),
    path("thanh-toan/<str:link>/vnpay/", pay.start, name="start"),
    path("thanh-toan/<str:link>/giay-bao.pdf", pay.notice, name="notice"),
]
