"""The addresses of the one-stop for staff, below /can-bo/."""

from django.urls import path

from motcua.services.onestop.web.staff import act, counter, dossier, figures, in_full, procedures, work_list

app_name = "onestop_staff"

_DOSSIER = "ho-so/<str:code>/"

urlpatterns = [
    path("", work_list.home, name="home"),
    path("quay/", counter.choose, name="counter"),
    path("quay/<slug:slug>/", counter.enter, name="enter"),
    path("thu-tuc/", procedures.procedures, name="procedures"),
    path("so-lieu/", figures.figures, name="figures"),
    path(_DOSSIER, dossier.show, name="dossier"),
    path(f"{_DOSSIER}giay-to/<slug:kind>.pdf", dossier.letter, name="letter"),
    path(f"{_DOSSIER}tep/<uuid:file>/", dossier.file, name="file"),
    path(f"{_DOSSIER}hien-day-du/", in_full.show_in_full, name="show_in_full"),
    path(f"{_DOSSIER}<slug:slug>/", act.act, name="act"),
]
