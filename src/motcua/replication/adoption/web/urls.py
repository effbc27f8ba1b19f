"""The addresses of adoptions, below /can-bo/nhan-rong/ap-dung/."""

from django.urls import path

from motcua.replication.adoption.web import views

app_name = "adoption"

urlpatterns = [
    path("", views.adoptions, name="adoptions"),
    path("bang/", views.matrix, name="matrix"),
    path("lap-ke-hoach/<str:model>/", views.plan, name="plan"),
    path("<int:adoption_id>/", views.adoption, name="adoption"),
    path("<int:adoption_id>/sua/", views.change, name="change"),
    path("<int:adoption_id>/<slug:act>/", views.act, name="act"),
]
