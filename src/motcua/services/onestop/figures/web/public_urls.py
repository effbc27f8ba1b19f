"""The addresses of published figures."""

from django.urls import path

from motcua.services.onestop.figures.web import open_data, public

app_name = "public_figures"

urlpatterns = [
    path("so-lieu-mot-cua/", public.show_year, name="year"),
    path("so-lieu-mot-cua/<int:unit_id>/", public.show_unit, name="unit"),
    path("du-lieu-mo/", open_data.show_catalogue, name="open_data"),
    path("du-lieu-mo/giai-quyet-ho-so.csv", open_data.as_csv, name="csv"),
    path("du-lieu-mo/giai-quyet-ho-so.json", open_data.as_json, name="json"),
    path("du-lieu-mo/giai-quyet-ho-so.tu-dien.csv", open_data.dictionary, name="dictionary"),
]
