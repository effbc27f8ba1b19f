"""A published file as an answer: the one that was drawn in the night, or "not modified" for whoever has it already."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from motcua.services.onestop.figures.drawing import drawn, rows_of
from motcua.services.onestop.models import FigureEdition, FileKind, PublishedFile

CACHED = 3600  # seconds
MEDIA_TYPES = {FileKind.CSV: "text/csv; charset=utf-8; header=present", FileKind.JSON: "application/json"}


def published_file(request: HttpRequest, edition: FigureEdition, *, span: str, kind: FileKind) -> HttpResponse:
    """Return the file of a span (a year, or a word of `drawing`); everybody may cache it. One query when unchanged."""
    stored = PublishedFile.objects.filter(span=span, kind=kind).defer("content").first()
    if stored is None:  # a year without rows, or an edition of older software
        return _dressed(_answer(drawn(edition, rows_of(edition, span), kind, at=edition.built_at), kind))
    etag, modified = f'"{stored.digest}"', int(stored.drawn_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    answer = _answer(bytes(stored.content), kind) if unchanged is None else unchanged
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(modified)
    return _dressed(answer)


def _answer(content: bytes, kind: FileKind) -> HttpResponse:
    return HttpResponse(content, content_type=MEDIA_TYPES[kind])


def _dressed(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=CACHED)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
