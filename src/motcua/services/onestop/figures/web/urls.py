"""The addresses of figures for staff, below /can-bo/so-lieu/."""

from django.urls import path

from motcua.services.onestop.figures.web import editions, exports, period, quality

app_name = "figures"

urlpatterns = [
    path("ky/", period.period, name="period"),
    path("ky/xuat/", period.export, name="ask_for_export"),
    path("tep/<uuid:uid>/", exports.show_export, name="export"),
    path("tep/<uuid:uid>/so-lieu.<slug:kind>", exports.export_file, name="export_file"),
    path("766/", quality.quality, name="quality"),
    path("luot-tinh/", editions.show_editions, name="editions"),
    path("luot-tinh/tinh-lai/", editions.rebuild, name="rebuild"),
]
