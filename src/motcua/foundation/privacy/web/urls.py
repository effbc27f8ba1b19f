"""The addresses of what people ask about their own data."""

from django.urls import path

from motcua.foundation.privacy.web import public, staff

app_name = "privacy"

urlpatterns = [
    path("can-bo/du-lieu-ca-nhan/", staff.requests, name="requests"),
    path("can-bo/du-lieu-ca-nhan/moi/", staff.receive, name="receive"),
    path("can-bo/du-lieu-ca-nhan/<int:request_id>/", staff.show_request, name="request"),
    path("can-bo/du-lieu-ca-nhan/<int:request_id>/ma/", staff.give, name="give_code"),
    path("du-lieu-ca-nhan/", public.take, name="take"),
]
