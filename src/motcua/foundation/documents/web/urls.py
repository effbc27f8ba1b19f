"""The addresses of official books as files."""

from django.urls import path

from motcua.foundation.documents.web import views

app_name = "documents"
urlpatterns = [
    path("can-bo/so/<int:book_id>/so.xlsx", views.book_as_xlsx, name="book_xlsx"),
    path("can-bo/so/<int:book_id>/so.pdf", views.book_as_pdf, name="book_pdf"),
]
