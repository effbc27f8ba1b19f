"""The addresses of the end of records."""

from django.urls import path

from motcua.foundation.retention.web import views

app_name = "retention"

urlpatterns = [
    path("can-bo/luu-giu/", views.overview, name="overview"),
    path("can-bo/luu-giu/xem-truoc/<slug:record_class>/<int:unit_id>/", views.propose, name="preview"),
    path("can-bo/luu-giu/de-nghi/<int:disposal_id>/", views.disposal, name="disposal"),
    path("can-bo/luu-giu/giu-lai/", views.hold, name="hold"),
    path("can-bo/luu-giu/giu-lai/<int:hold_id>/thoi/", views.release, name="release"),
]
