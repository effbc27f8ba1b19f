"""Addresses of the working calendar."""

from django.urls import path

from motcua.foundation.worktime.web import decisions, views

app_name = "worktime"
urlpatterns = [
    path("lich-lam-viec/", views.opening_hours, name="opening_hours"),
    path("can-bo/lich/", views.calendar, name="calendar"),
    path("can-bo/lich/ngay-nghi/", views.local_day, name="local_day"),
    path("can-bo/lich/gio-lam-viec/", decisions.opening_hours_of_unit, name="set_hours"),
    path("can-bo/lich/cach-tinh-han/", decisions.clock_rule_of_unit, name="set_rule"),
]
