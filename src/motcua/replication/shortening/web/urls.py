"""The addresses of the programme."""

from django.urls import path

from motcua.replication.shortening.web import views

app_name = "shortening"

urlpatterns = [
    path("", views.programme_page, name="programme"),
    path("du-thao/<int:draft_id>/", views.draft_detail, name="draft"),
    path("du-thao/<int:draft_id>/bo/", views.drop, name="drop"),
    path("<slug:service>/<slug:slug>/", views.procedure_page, name="procedure"),
    path("<slug:service>/<slug:slug>/du-thao/", views.draft_page, name="new_draft"),
]
