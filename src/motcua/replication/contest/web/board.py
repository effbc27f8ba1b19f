"""The board for the screen in the hall: an address nobody can guess, refreshed with or without JavaScript."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.foundation.worktime import clock
from motcua.replication.contest.kinds import State
from motcua.replication.contest.models import Contest
from motcua.replication.contest.queries.board import board as board_of
from motcua.replication.contest.queries.board import board_tag

_NOT_MODIFIED = 304


@require_safe
def board(request: HttpRequest, board: str) -> HttpResponse:
    """`/hoi-thi/bang-diem/<token>/`: the whole page, or with `?bang=1` the table alone for the script."""
    contest = get_object_or_404(Contest, board_token=board)
    if contest.state == State.DRAFT:
        raise Http404
    tag = f'"{board_tag(contest)}"'
    is_part = "bang" in request.GET
    if is_part and request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=_NOT_MODIFIED, headers={"ETag": tag})
    template = "contest/board_table.html" if is_part else "contest/board.html"
    response = render(request, template, {"board": board_of(contest, now=clock.now()), "contest": contest})
    for name, value in {"ETag": tag, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}.items():
        response.headers[name] = value
    return response
