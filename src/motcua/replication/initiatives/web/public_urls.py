"""The addresses of the recognised models, below /mo-hinh/."""

from django.urls import path

from motcua.replication.initiatives.web import public

app_name = "models"

urlpatterns = [
    path("", public.list_models, name="list"),
    path("<str:recognised>/", public.show_model, name="model"),
]
