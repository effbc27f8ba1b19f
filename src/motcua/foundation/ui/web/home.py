"""The first page of the public: what can be done here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a door to each thing that a citizen can do."""
    return render(request, "ui/home.html")
