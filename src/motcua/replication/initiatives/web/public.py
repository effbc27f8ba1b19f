"""The recognised models for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.queries import Wanted, find, page_of


@require_safe
def list_models(request: HttpRequest) -> HttpResponse:
    """`/mo-hinh/`: search among the recognised models."""
    text = request.GET.get("q", "").strip()[:100]
    rows = find(Initiative.objects.public(), Wanted(text=text), day=day_of(clock.now()))
    return render(request, "initiatives/public_list.html", {"rows": rows, "text": text})


@require_safe
def show_model(request: HttpRequest, recognised: str) -> HttpResponse:
    """`/mo-hinh/<code>/`: what a model does, whose it is, which units use it. What is not recognised does not exist."""
    shown = Initiative.objects.public().filter(code=recognised).first()
    if shown is None:
        raise Http404
    return render(request, "initiatives/public_model.html", {"page": page_of(shown, day=day_of(clock.now()))})
