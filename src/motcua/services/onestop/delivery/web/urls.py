"""The addresses of the delivery of results, below /can-bo/giao-ket-qua/."""

from django.urls import path

from motcua.services.onestop.delivery.web import views

app_name = "delivery"

urlpatterns = [
    path("", views.home, name="home"),
    path("to/", views.teams, name="teams"),
    path("chuyen/moi/", views.new_trip, name="new_trip"),
    path("chuyen/<int:trip_id>/", views.trip, name="trip"),
    path("chuyen/<int:trip_id>/lo-trinh.pdf", views.sheet, name="sheet"),
    path("chuyen/<int:trip_id>/quyet-toan/", views.settle, name="settle"),
    path("goi/<uuid:uid>/", views.parcel, name="parcel"),
    path("goi/<uuid:uid>/<slug:slug>/", views.act, name="act"),
]
