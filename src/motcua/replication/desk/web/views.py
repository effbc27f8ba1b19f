"""The page that leads to every room of the spread of models."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.foundation.units.web.staff_only import StaffRequest, require_role
from motcua.replication.access import WATCHERS


@require_safe
@require_role(*WATCHERS)
def desk(request: StaffRequest) -> HttpResponse:
    """Show the doors that this member of staff may open."""
    return render(request, "desk/desk.html")
