"""The address of the desk."""

from django.urls import path

from motcua.replication.desk.web import views

app_name = "desk"

urlpatterns = [path("", views.desk, name="desk")]
