"""Addresses of the home page and of the language switch."""

from django.urls import path

from motcua.foundation.ui.web import home, language

app_name = "ui"
urlpatterns = [
    path("", home.home, name="home"),
    path("ngon-ngu/", language.set_language, name="language"),
]
