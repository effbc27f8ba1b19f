"""The addresses of studies of effect, below /can-bo/nhan-rong/tac-dong/."""

from django.urls import path

from motcua.replication.effects.web import views

app_name = "effects"

urlpatterns = [
    path("", views.studies, name="studies"),
    path("hoi/", views.ask, name="ask"),
    path("<int:study_id>/", views.study, name="study"),
]
