"""The addresses of complaints for staff, below /can-bo/khieu-nai/."""

from django.urls import path

from motcua.services.onestop.complaints.web import staff

app_name = "complaints"

urlpatterns = [
    path("", staff.complaints, name="list"),
    path("moi/<str:code>/", staff.write_down, name="new"),
    path("moi/<str:code>/<uuid:uid>/", staff.write_down_second, name="new_second"),
    path("<uuid:uid>/", staff.complaint, name="complaint"),
    path("<uuid:uid>/<slug:slug>/", staff.act, name="act"),
]
