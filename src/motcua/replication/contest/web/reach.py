"""What somebody may open; anything else is 404. And one way to do a thing at a press and come back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.foundation.ui.web.refusals import refused_page
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.web.staff_only import StaffRequest
from motcua.replication.contest.access import organises, oversees
from motcua.replication.contest.models import Contest, Entry

UNPROCESSABLE = 422


def visible_contest(request: StaffRequest, contest_id: int) -> Contest:
    """Return a contest that the person signed in may see."""
    return get_object_or_404(Contest.objects.visible_to(request.roles), pk=contest_id)


def overseen_contest(request: StaffRequest, contest_id: int) -> Contest:
    """Return a contest that the person signed in organises or audits."""
    contest = visible_contest(request, contest_id)
    if not oversees(request.roles, contest):
        raise Http404
    return contest


def organised_contest(request: StaffRequest, contest_id: int) -> Contest:
    """Return a contest that the person signed in organises."""
    contest = visible_contest(request, contest_id)
    if not organises(request.roles, contest):
        raise Http404
    return contest


def visible_entry(request: StaffRequest, entry_id: int) -> Entry:
    """Return an entry whose maker the person signed in may know."""
    return get_object_or_404(Entry.objects.visible_to(request.roles).select_related("contest"), pk=entry_id)


def done(request: StaffRequest, act: Callable[[], object], said: StrOrPromise, to: str, *args: object) -> HttpResponse:
    """Do it and go to the page `to` with a word that it is done, or show why it was refused."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        return refused_page(request, refused)
    messages.success(request, str(said))
    return redirect(to, *args)
