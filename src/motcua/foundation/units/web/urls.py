"""Addresses of staff, roles, delegation and units."""

from django.urls import path

from motcua.foundation.units.web import account_views, delegation_views, staff_views, unit_views

app_name = "units"
urlpatterns = [
    path("can-bo/nhan-su/", staff_views.staff_list, name="staff_list"),
    path("can-bo/nhan-su/them/", account_views.appoint, name="appoint"),
    path("can-bo/nhan-su/<int:staff_id>/", staff_views.staff_page, name="staff"),
    path("can-bo/nhan-su/<int:staff_id>/vai-tro/", staff_views.give_role, name="give_role"),
    path("can-bo/nhan-su/<int:staff_id>/mat-khau/", account_views.reset_password, name="reset_password"),
    path("can-bo/nhan-su/<int:staff_id>/ngung/", account_views.deactivate, name="deactivate"),
    path("can-bo/nhan-su/vai-tro/<int:assignment_id>/ket-thuc/", staff_views.finish_role, name="end_role"),
    path("can-bo/uy-quyen/", delegation_views.delegations, name="delegations"),
    path("can-bo/uy-quyen/them/", delegation_views.delegate, name="delegate"),
    path("can-bo/uy-quyen/<int:delegation_id>/thu-hoi/", delegation_views.revoke, name="revoke"),
    path("can-bo/don-vi/", unit_views.unit_tree, name="unit_tree"),
    path("can-bo/don-vi/<int:unit_id>/", unit_views.unit_page, name="unit"),
    path("can-bo/don-vi/<int:unit_id>/sua/", unit_views.edit_unit, name="edit_unit"),
]
