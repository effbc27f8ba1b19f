"""The addresses of long work."""

from django.urls import path

from motcua.foundation.runs.web import views

app_name = "runs"

urlpatterns = [
    path("can-bo/viec-chay/", views.runs, name="runs"),
    path("can-bo/viec-chay/<uuid:run_id>/", views.run, name="run"),
]
