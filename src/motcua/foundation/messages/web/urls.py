"""Addresses of the outbox."""

from django.urls import path

from motcua.foundation.messages.web import views

app_name = "messages"
urlpatterns = [
    path("can-bo/thong-bao/", views.notices, name="notices"),
    path("can-bo/tin-nhan/", views.troubled, name="troubled"),
    path("can-bo/tin-nhan/<int:message_id>/gui-lai/", views.resend, name="resend"),
    path("demo/tin-nhan/", views.demo, name="demo"),
]
