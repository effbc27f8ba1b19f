"""The addresses of the register for staff, below /can-bo/nhan-rong/mo-hinh/."""

from django.urls import path

from motcua.replication.initiatives.web import staff

app_name = "initiatives"

# codes begin with a capital letter or a digit, so no code is one of these words
urlpatterns = [
    path("", staff.register, name="register"),
    path("de-xuat/", staff.propose, name="propose"),
    path("so-sanh/", staff.compare, name="compare"),
    path("<str:model>/", staff.initiative, name="initiative"),
    path("<str:model>/sua/", staff.revise, name="revise"),
    path("<str:model>/<slug:act>/", staff.act, name="act"),
]
