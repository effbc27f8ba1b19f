"""The addresses of directives."""

from django.urls import path

from motcua.replication.directives.web import edit, pages, upload

app_name = "directives"

urlpatterns = [
    path("", pages.directives, name="list"),
    path("tai-len/", upload.upload, name="upload"),
    path("<int:directive_id>/", pages.directive, name="directive"),
    path("<int:directive_id>/van-ban/", pages.letter, name="letter"),
    path("<int:directive_id>/tep/", pages.source, name="source"),
    path("<int:directive_id>/sua/", edit.edit_head, name="edit_head"),
    path("<int:directive_id>/xac-nhan/", edit.confirm, name="confirm"),
    path("<int:directive_id>/chi-tieu/", edit.target, name="target"),
    path("<int:directive_id>/ket-thuc/", edit.end, name="end"),
    path("<int:directive_id>/<slug:part>/<int:item_id>/", edit.edit_item, name="edit_item"),
    path("<int:directive_id>/<slug:part>/<int:item_id>/bo/", edit.remove, name="remove"),
]
