"""The addresses of kits, below /can-bo/nhan-rong/bo-ap-dung/."""

from django.urls import path

from motcua.replication.kits.web import signers, views

app_name = "kits"

urlpatterns = [
    path("", views.kits, name="kits"),
    path("nhap/", views.upload, name="upload"),
    path("xuat/<int:unit_id>/<slug:service>/", views.export, name="export"),
    path("dua-vao-danh-muc/<int:unit_id>/<slug:service>/", views.offer, name="offer"),
    path("nguoi-ky/", signers.signers, name="signers"),
    path("nguoi-ky/<int:signer_id>/bo/", signers.distrust, name="distrust"),
    path("<int:kit_id>/", views.kit, name="kit"),
]
