"""Open data: the catalogue page, the files, and what their fields mean. Nobody signs in, everybody may cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from motcua.services.onestop.figures.dataset import (
    LICENCE,
    LICENCE_NAME,
    TITLE,
    VERSION,
    csv_of,
    dictionary_csv,
    json_of,
)
from motcua.services.onestop.figures.publishing import LEAST, closed_until
from motcua.services.onestop.figures.queries.open_data import FIELDS, published_rows, years_of
from motcua.services.onestop.figures.queries.unit import current_edition
from motcua.services.onestop.models import FigureEdition

CACHED = 3600  # seconds
NAME = "giai-quyet-ho-so"
FileView = Callable[[HttpRequest, FigureEdition, int | None], HttpResponse]


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """`/du-lieu-mo/`: what there is, under which licence, until when, and the dictionary."""
    edition = current_edition()
    context = {
        "edition": edition,
        "until": closed_until(edition.through) if edition else None,
        "years": years_of(edition) if edition else [],
        "title": TITLE,
        "fields": FIELDS,
        "licence": LICENCE,
        "licence_name": LICENCE_NAME,
        "version": VERSION,
        "least": LEAST,
    }
    return render(request, "onestop/figures/open_data.html", context, using="jinja2")


def _is_year(text: str) -> bool:
    """Tell whether it is a year or nothing; whatever else is asked for must not get into a header."""
    return not text or (text.isascii() and text.isdigit() and len(text) == 4)  # noqa: PLR2004


def _etag(request: HttpRequest) -> str | None:
    """Return a mark of what the answer is made of: edition, version of the fields, year and format."""
    edition = current_edition()
    year = request.GET.get("nam", "")
    if edition is None or not _is_year(year):
        return None
    return f'"{edition.pk}-{edition.built_at:%Y%m%d%H%M%S}-{VERSION}-{year}"'


def _published(view: FileView) -> Callable[[HttpRequest], HttpResponse]:
    """Give the view the current edition and the year asked for (`?nam=2026`, without one every year)."""

    @require_safe
    @condition(etag_func=_etag)
    @cache_control(public=True, max_age=CACHED)
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        edition = current_edition()
        year = request.GET.get("nam", "")
        if edition is None or not _is_year(year):
            raise Http404(_("Chưa có số liệu nào được công bố."))
        with translation.override("vi"):  # the names in the data are Vietnamese, whoever asks
            return view(request, edition, int(year) if year else None)

    return answered


@_published
def as_csv(request: HttpRequest, edition: FigureEdition, year: int | None) -> HttpResponse:
    """`/du-lieu-mo/giai-quyet-ho-so.csv`."""
    del request
    content = csv_of(published_rows(edition, year=year))
    return _sent(content, "text/csv; charset=utf-8; header=present", _name(year, "csv"))


@_published
def as_json(request: HttpRequest, edition: FigureEdition, year: int | None) -> HttpResponse:
    """`/du-lieu-mo/giai-quyet-ho-so.json`."""
    del request
    content = json.dumps(json_of(edition, published_rows(edition, year=year)), ensure_ascii=False)
    return _sent(content, "application/json", _name(year, "json"))


@require_safe
@cache_control(public=True, max_age=CACHED)
def dictionary(request: HttpRequest) -> HttpResponse:
    """`/du-lieu-mo/giai-quyet-ho-so.tu-dien.csv`."""
    del request
    with translation.override("vi"):
        return _sent(dictionary_csv(), "text/csv; charset=utf-8; header=present", f"{NAME}.tu-dien.csv")


def _name(year: int | None, ending: str) -> str:
    return f"{NAME}-{year}.{ending}" if year else f"{NAME}.{ending}"


def _sent(content: str, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
