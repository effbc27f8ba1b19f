"""Addresses of the official books."""

from django.urls import path

from motcua.foundation.registers.web import correcting, views

app_name = "registers"
urlpatterns = [
    path("can-bo/so/", views.books, name="books"),
    path("can-bo/so/<int:book_id>/", views.book, name="book"),
    path("can-bo/so/<int:book_id>/<int:line>/", correcting.correct, name="correct"),
]
