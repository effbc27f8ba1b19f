"""The addresses of the surveys."""

from django.urls import path

from motcua.services.surveys.web import views

app_name = "surveys"

urlpatterns = [
    path("danh-gia/cam-on/", views.thanks, name="thanks"),
    path("danh-gia/<str:token>/", views.answer, name="answer"),
    path("muc-do-hai-long/", views.results, name="results"),
]
