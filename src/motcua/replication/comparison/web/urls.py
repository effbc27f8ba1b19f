"""The addresses of the pages of figures."""

from django.urls import path

from motcua.replication.comparison.web import dashboard, targets, unit

app_name = "comparison"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("xlsx/", dashboard.export, name="export"),
    path("chi-tieu/", targets.targets, name="targets"),
    path("chi-tieu/giao/", targets.set_target, name="set_target"),
    path("<slug:service>/<int:unit_id>/", unit.unit_page, name="unit"),
    path("<slug:service>/<int:unit_id>/giai-trinh/", unit.explain, name="explain"),
]
