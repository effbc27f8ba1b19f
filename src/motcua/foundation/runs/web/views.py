"""The long work of a member of staff: all of it, and one with its progress."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.runs.models import Run
from motcua.foundation.units.web.staff_only import StaffRequest, require_staff

SHOWN = 50
SECONDS = 2  # until the page of an unfinished run asks again


@require_safe
@never_cache
@require_staff
def runs(request: StaffRequest) -> HttpResponse:
    """List one's own runs, the newest first."""
    mine = Run.objects.filter(started_by=request.staff)[:SHOWN]
    return render(request, "runs/runs.html", {"runs": list(mine)})


@require_safe
@never_cache
@require_staff
def run(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Show one run of one's own; while it works the page asks again by itself, without JavaScript."""
    found = get_object_or_404(Run, pk=run_id, started_by=request.staff)
    answer = render(request, "runs/run.html", {"run": found})
    if not found.has_ended:
        answer["Refresh"] = str(SECONDS)
    return answer
